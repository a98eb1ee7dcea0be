package io.dayside.workforce;

import io.dayside.audit.AuditTrail;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes into passports by rule and not by an officer's hand. Joins a running transaction that sees the platform. */
@Component
public class EarnedCredentials {

    private final CredentialRows rows;
    private final PassportChanges changes;

    EarnedCredentials(CredentialRows rows, AuditTrail trail, ApplicationEventPublisher events) {
        this.rows = rows;
        this.changes = new PassportChanges(rows, trail, events);
    }

    /** Writes it in place of what has the same name. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void grant(String username, Credential credential, String why) {
        changes.put(username, credential, why);
    }

    /**
     * Takes away a certificate with all that rests on it alone, and the proficiency that came with it.
     *
     * @param model that the proficiency is about
     * @param day on which both were given; what was given since stays
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(String username, String certificate, String model, LocalDate day, String why) {
        competencies(username).stream()
                .filter(one -> one.evidence().contains(certificate))
                .forEach(one -> withdraw(username, certificate, one, why));
        rows.of(username).stream()
                .filter(one -> switch (one) {
                    case Credential.Evidence evidence -> evidence.number().equals(certificate);
                    case Credential.AiProficiency proficiency ->
                        proficiency.model().equals(model)
                                && proficiency.validFrom().equals(day);
                    default -> false;
                })
                .forEach(one -> changes.remove(username, one, why));
    }

    private void withdraw(String username, String certificate, Competency one, String why) {
        var others = one.evidence().stream()
                .filter(number -> !number.equals(certificate))
                .toList();
        if (others.isEmpty()) {
            changes.remove(username, one, why);
        } else {
            changes.put(username, with(one, one.standing(), others), why);
        }
    }

    /**
     * Suspends every competency for that modality and region by name; wider ones, of any modality or region, stay.
     *
     * @return those that were suspended
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Competency> suspend(String username, String modality, String bodyRegion, String why) {
        var suspended = competencies(username).stream()
                .filter(one ->
                        one.modality().equals(modality) && one.bodyRegion().equals(bodyRegion))
                .filter(one -> one.standing() == Standing.ACTIVE)
                .map(one -> with(one, Standing.SUSPENDED))
                .toList();
        suspended.forEach(one -> changes.put(username, one, why));
        return suspended;
    }

    /** Makes those of {@code keys} that are suspended active again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void restore(String username, Collection<String> keys, String why) {
        competencies(username).stream()
                .filter(one -> keys.contains(one.key()) && one.standing() == Standing.SUSPENDED)
                .forEach(one -> changes.put(username, with(one, Standing.ACTIVE), why));
    }

    /** Whether something that has not ended by that day rests on the certificate. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean restsOn(String username, String certificate, LocalDate day) {
        return rows.of(username).stream()
                .filter(one -> !one.validTo().isBefore(day))
                .anyMatch(one -> switch (one) {
                    case Credential.Evidence evidence -> evidence.number().equals(certificate);
                    case Competency competency -> competency.evidence().contains(certificate);
                    default -> false;
                });
    }

    /** Whether one of {@code keys} that has not ended by that day is suspended. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean suspended(String username, Collection<String> keys, LocalDate day) {
        return competencies(username).stream()
                .filter(one ->
                        one.standing() == Standing.SUSPENDED && !one.validTo().isBefore(day))
                .anyMatch(one -> keys.contains(one.key()));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public List<Competency> competencies(String username) {
        return rows.of(username).stream()
                .filter(Competency.class::isInstance)
                .map(Competency.class::cast)
                .toList();
    }

    private static Competency with(Competency one, Standing standing) {
        return with(one, standing, one.evidence());
    }

    private static Competency with(Competency one, Standing standing, List<String> evidence) {
        return new Competency(
                one.modality(),
                one.bodyRegion(),
                one.ages(),
                one.subspecialty(),
                standing,
                one.validFrom(),
                one.validTo(),
                evidence);
    }
}
