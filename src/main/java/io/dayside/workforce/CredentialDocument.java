package io.dayside.workforce;

import java.time.Instant;
import java.util.UUID;

/**
 * A paper that was attached to a passport.
 *
 * @param credential the {@link Credential#key} of what it proves
 * @param mediaType as its first bytes say
 * @param sha256 hexadecimal
 */
public record CredentialDocument(
        UUID id,
        String username,
        String credential,
        String name,
        String mediaType,
        long sizeBytes,
        String sha256,
        String attachedBy,
        Instant attachedAt) {}
