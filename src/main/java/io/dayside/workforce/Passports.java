package io.dayside.workforce;

import io.dayside.audit.AuditTrail;
import io.dayside.audit.TrailEntry;
import io.dayside.audit.TrailReader;
import io.dayside.identity.ImportedLogins;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist.Competency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** What each specialist's passport says, for credentialing officers, and for the person it belongs to. */
@Service
public class Passports {

    private static final int SHORTEST_WHY = 3;
    private static final int LONGEST_WHY = 300;

    private final Office office;
    private final SpecialistRows specialists;
    private final CredentialRows rows;
    private final DocumentRows documents;
    private final WarningRows warnings;
    private final PassportChanges changes;
    private final TrailReader trail;
    private final ImportedLogins logins;

    Passports(
            Office office,
            SpecialistRows specialists,
            CredentialRows rows,
            DocumentRows documents,
            WarningRows warnings,
            AuditTrail trail,
            TrailReader reader,
            ApplicationEventPublisher events,
            ImportedLogins logins) {
        this.office = office;
        this.specialists = specialists;
        this.rows = rows;
        this.documents = documents;
        this.warnings = warnings;
        this.changes = new PassportChanges(rows, trail, events);
        this.trail = reader;
        this.logins = logins;
    }

    /** Empty where there is no such person, and for a caller who may not read that passport. */
    public Optional<Passport> of(String username) {
        if (!office.mayRead(username)) {
            return Optional.empty();
        }
        return office.call(() -> specialists.all().stream()
                .filter(specialist -> specialist.username().equals(username))
                .findFirst()
                .map(this::passport));
    }

    private Passport passport(Specialist specialist) {
        var credentials = rows.of(specialist.username());
        return new Passport(
                specialist,
                credentials,
                documents.of(specialist.username()),
                holding(warnings.of(specialist.username()), credentials));
    }

    /** Of what was renewed or taken away nobody needs to be warned any more; of each credential the last warning counts. */
    private static List<ExpiryWarning> holding(List<ExpiryWarning> given, List<Credential> credentials) {
        var named = new HashSet<String>();
        return given.stream()
                .filter(warning -> credentials.stream()
                        .anyMatch(one -> one.key().equals(warning.credential())
                                && one.validTo().equals(warning.validTo())))
                .filter(warning -> named.add(warning.credential()))
                .toList();
    }

    /** Everybody's warnings that still hold, the most pressing first. */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public List<ExpiryWarning> warnings() {
        return office.call(() -> {
            var written = rows.all();
            return warnings.all().stream().collect(Collectors.groupingBy(ExpiryWarning::username)).entrySet().stream()
                    .flatMap(one -> holding(one.getValue(), written.getOrDefault(one.getKey(), List.of())).stream())
                    .sorted(WarningRows.MOST_PRESSING_FIRST)
                    .toList();
        });
    }

    /**
     * Writes a credential into a passport, instead of the one that has the same name.
     *
     * @param why what others read in the trail
     * @return what is wrong, by column; empty when it was done
     * @throws java.util.NoSuchElementException when there is no such person
     */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public Map<Column, String> put(String username, CredentialKind kind, Map<Column, String> written, String why) {
        var fields = new CredentialFields(written);
        var credential = CredentialForms.read(kind, fields, office.hospitals());
        checkWhy(fields, why);
        return office.call(() -> {
            requirePerson(username);
            checkEvidence(fields, credential, rows.of(username));
            if (fields.problems().isEmpty()) {
                changes.put(username, credential, why.strip());
            }
            return fields.problems();
        });
    }

    /**
     * Takes a credential out of a passport.
     *
     * @param key its {@link Credential#key}
     * @return what is wrong, by column; empty when it was done
     * @throws java.util.NoSuchElementException when there is no such person or no such credential
     */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public Map<Column, String> remove(String username, String key, String why) {
        var fields = new CredentialFields(Map.of());
        checkWhy(fields, why);
        return office.call(() -> {
            requirePerson(username);
            var held = rows.of(username);
            var credential = held.stream()
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            if (credential instanceof Credential.Evidence evidence && isNamed(evidence, held)) {
                fields.problem(Column.EVIDENCE, "is what a competency is proved by; change that first");
            }
            if (fields.problems().isEmpty()) {
                changes.remove(username, credential, why.strip());
            }
            return fields.problems();
        });
    }

    /** Whether an import gave them a login, which officers take away again. */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public boolean hasImportedLogin(String username) {
        return logins.isOpen(username);
    }

    /**
     * Takes away the login that an import gave somebody. What they have signed stays, and so does the passport.
     *
     * @param why what others read in the trail
     * @return what is wrong, by column; empty when it was done
     * @throws java.util.NoSuchElementException when no import gave them one
     */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public Map<Column, String> takeLogin(String username, String why) {
        var fields = new CredentialFields(Map.of());
        checkWhy(fields, why);
        if (fields.problems().isEmpty() && !logins.close(username, why.strip())) {
            throw new NoSuchElementException("no import gave them a login");
        }
        return fields.problems();
    }

    /** What was done to a passport, newest first, as the trail tells it. Asking is itself an entry. */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public List<TrailEntry> history(String username) {
        var object = PassportChanges.object(username);
        return office.call(() -> trail.ask(new TrailReader.Question(TenantId.PLATFORM, Long.MAX_VALUE, object)).stream()
                .filter(entry -> entry.object().equals(object))
                .toList());
    }

    /** What somebody would have to write to get that credential. */
    public static Map<Column, String> written(Credential credential) {
        return CredentialForms.write(credential);
    }

    private void requirePerson(String username) {
        if (!specialists.exists(username)) {
            throw new NoSuchElementException("no such specialist");
        }
    }

    static void checkWhy(CredentialFields fields, @Nullable String why) {
        if (!isReason(why)) {
            fields.problem(Column.WHY, "must be " + Column.WHY.help());
        }
    }

    static boolean isReason(@Nullable String why) {
        int length = why == null ? 0 : why.strip().length();
        return length >= SHORTEST_WHY
                && length <= LONGEST_WHY
                && (why == null || why.chars().noneMatch(Character::isISOControl));
    }

    static void checkEvidence(CredentialFields fields, Credential credential, List<Credential> held) {
        if (credential instanceof Competency competency) {
            Set<String> known = held.stream()
                    .filter(Credential.Evidence.class::isInstance)
                    .map(Credential::name)
                    .collect(Collectors.toSet());
            if (!known.containsAll(competency.evidence())) {
                fields.problem(Column.EVIDENCE, "names a certificate that the passport does not hold");
            }
        }
    }

    private static boolean isNamed(Credential.Evidence evidence, List<Credential> held) {
        return held.stream()
                .anyMatch(one -> one instanceof Competency competency
                        && competency.evidence().contains(evidence.number()));
    }
}
