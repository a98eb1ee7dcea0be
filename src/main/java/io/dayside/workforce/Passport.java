package io.dayside.workforce;

import java.util.List;

/**
 * Everything about one person who reads.
 *
 * @param specialist as routing takes them, competencies only as long as a certificate proves them
 * @param credentials as they were written, in the order of {@link CredentialKind}
 * @param documents what was attached
 * @param warnings of what ends, as they were given, while they still hold
 */
public record Passport(
        Specialist specialist,
        List<Credential> credentials,
        List<CredentialDocument> documents,
        List<ExpiryWarning> warnings) {

    public List<Credential> of(CredentialKind kind) {
        return credentials.stream().filter(one -> one.kind() == kind).toList();
    }
}
