package io.dayside.workforce;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist.Standing;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Warns of what ends 90, 30 and 7 days before, and notes that it ended; each once. Nothing is barred here: what has ended
 * does not hold by its date, whether or not this ever runs.
 */
@Component
class ExpiryWatch {

    /** Days left at which somebody is told; 0 stands for what has ended. The nearest one counts. */
    static final List<Integer> STEPS = List.of(0, 7, 30, 90);

    private final Office office;
    private final CredentialRows rows;
    private final WarningRows warnings;
    private final AuditTrail trail;
    private final Clock clock;

    ExpiryWatch(Office office, CredentialRows rows, WarningRows warnings, AuditTrail trail, Clock clock) {
        this.office = office;
        this.rows = rows;
        this.warnings = warnings;
        this.trail = trail;
        this.clock = clock;
    }

    /** Gives the warnings that are due and were not given yet; how many those were. */
    int look() {
        return office.call(() -> rows.all().entrySet().stream()
                .mapToInt(person -> (int) person.getValue().stream()
                        .filter(credential -> warn(person.getKey(), credential))
                        .count())
                .sum());
    }

    private boolean warn(String username, Credential credential) {
        var step = step(credential, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        if (step.isEmpty()) {
            return false;
        }
        var warning =
                new ExpiryWarning(username, credential.key(), credential.validTo(), step.getAsInt(), clock.instant());
        boolean isNew = warnings.insert(warning);
        if (isNew) {
            trail.append(AuditEvent.of(
                    TenantId.PLATFORM,
                    AuditAction.CREDENTIAL_EXPIRING,
                    PassportChanges.object(username),
                    Map.of(
                            "credential", warning.credential(),
                            "lastDay", warning.validTo().toString(),
                            "daysBefore", String.valueOf(warning.daysBefore()))));
        }
        return isNew;
    }

    /** Who was suspended or never begun is not warned: only what would hold can end. */
    static OptionalInt step(Credential credential, LocalDate today) {
        var standing = credential.standing();
        if (!credential.ends() || (standing != Standing.ACTIVE && standing != Standing.EXPIRED)) {
            return OptionalInt.empty();
        }
        long daysLeft = ChronoUnit.DAYS.between(today, credential.validTo());
        if (daysLeft < 0 || standing == Standing.EXPIRED) {
            return OptionalInt.of(0);
        }
        return STEPS.stream()
                .flatMapToInt(IntStream::of)
                .filter(days -> days > 0 && daysLeft <= days)
                .findFirst();
    }
}
