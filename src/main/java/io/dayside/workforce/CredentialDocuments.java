package io.dayside.workforce;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** Papers that prove what a passport says. Officers attach them; they and the person may read them. */
@Service
public class CredentialDocuments {

    /** A scanned certificate of some pages. */
    public static final int MOST_BYTES = 10 * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._()-]{0,99}");

    private final Office office;
    private final SpecialistRows specialists;
    private final CredentialRows credentials;
    private final DocumentRows rows;
    private final AuditTrail trail;
    private final Clock clock;

    CredentialDocuments(
            Office office,
            SpecialistRows specialists,
            CredentialRows credentials,
            DocumentRows rows,
            AuditTrail trail,
            Clock clock) {
        this.office = office;
        this.specialists = specialists;
        this.credentials = credentials;
        this.rows = rows;
        this.trail = trail;
        this.clock = clock;
    }

    /** What became of a paper. */
    public sealed interface Outcome {

        record Attached(CredentialDocument document) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    /** Why a paper was not taken. */
    public enum Reason {
        TOO_LARGE("It is larger than 10 MB."),
        WRONG_TYPE("It is no PDF, PNG or JPEG."),
        BAD_NAME("Its name must be 1 to 100 letters, digits, spaces, dots, dashes and brackets."),
        NOTHING_TO_PROVE("The passport says nothing that it could prove."),
        KNOWN("It is attached already.");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** A sentence for whoever tried. */
        public String words() {
            return words;
        }
    }

    /** @param content what a person may read, with its description */
    public record Paper(CredentialDocument document, byte[] content) {}

    /**
     * Attaches a paper to a credential. Durable when the method returns.
     *
     * @throws NoSuchElementException when there is no such person
     */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public Outcome attach(String username, String credential, String name, byte[] content) {
        if (content.length > MOST_BYTES) {
            return new Outcome.Refused(Reason.TOO_LARGE);
        }
        if (!NAME.matcher(name).matches()) {
            return new Outcome.Refused(Reason.BAD_NAME);
        }
        return MediaTypes.of(content)
                .map(type -> keep(username, credential, name, type, content))
                .orElseGet(() -> new Outcome.Refused(Reason.WRONG_TYPE));
    }

    private Outcome keep(String username, String credential, String name, String mediaType, byte[] content) {
        var document = new CredentialDocument(
                Ids.next(),
                username,
                credential,
                name,
                mediaType,
                content.length,
                sha256(content),
                office.caller().displayName(),
                clock.instant());
        return office.call(() -> {
            if (!specialists.exists(username)) {
                throw new NoSuchElementException("no such specialist");
            }
            if (credentials.of(username).stream().noneMatch(one -> one.key().equals(credential))) {
                return new Outcome.Refused(Reason.NOTHING_TO_PROVE);
            }
            if (!rows.insert(document, content)) {
                return new Outcome.Refused(Reason.KNOWN);
            }
            tell(AuditAction.CREDENTIAL_CHANGED, document, Map.of("to", "attached", "sha256", document.sha256()));
            return new Outcome.Attached(document);
        });
    }

    /** Empty where there is no such paper, and for a caller who may not read that passport. Reading leaves an entry. */
    public Optional<Paper> read(String username, UUID id) {
        if (!office.mayRead(username)) {
            return Optional.empty();
        }
        return office.call(() -> find(username, id)
                .flatMap(document -> rows.content(username, id).map(content -> {
                    tell(AuditAction.CREDENTIAL_DOCUMENT_READ, document, Map.of());
                    return new Paper(document, content);
                })));
    }

    /**
     * Whether there was such a paper.
     *
     * @throws IllegalArgumentException when {@code why} is no reason, as for every change of a passport
     */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public boolean remove(String username, UUID id, String why) {
        if (!Passports.isReason(why)) {
            throw new IllegalArgumentException("a paper is taken away for a reason");
        }
        return office.call(() -> {
            var found = find(username, id);
            found.ifPresent(document -> {
                rows.delete(username, id);
                tell(
                        AuditAction.CREDENTIAL_CHANGED,
                        document,
                        Map.of("to", "taken away", "sha256", document.sha256(), "reason", why.strip()));
            });
            return found.isPresent();
        });
    }

    private Optional<CredentialDocument> find(String username, UUID id) {
        return rows.of(username).stream()
                .filter(document -> document.id().equals(id))
                .findFirst();
    }

    private void tell(AuditAction action, CredentialDocument document, Map<String, String> more) {
        var details = new HashMap<>(more);
        details.put("credential", document.credential());
        details.put("document", document.id().toString());
        trail.append(AuditEvent.of(TenantId.PLATFORM, action, PassportChanges.object(document.username()), details));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
