package io.dayside.routing;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.identity.Callers;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets a specialist read one case past rules that bar them, because a manager says so, for a while. */
@Component
@Transactional
class ExemptionDesk {

    static final int LONGEST_REASON = 200;
    static final Duration SHORTEST = Duration.ofMinutes(5);
    static final Duration LONGEST = Duration.ofHours(4);

    /** What became of a manager's wish. */
    sealed interface Outcome {

        record Granted(Exemption exemption) implements Outcome {}

        record NoSuchCase() implements Outcome {}

        record NoSuchSpecialist() implements Outcome {}

        /** @param why a sentence for the manager */
        record Refused(String why) implements Outcome {}
    }

    private final Cases cases;
    private final Specialists specialists;
    private final RuleBook rules;
    private final ExemptionRows rows;
    private final Callers callers;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ExemptionDesk(
            Cases cases,
            Specialists specialists,
            RuleBook rules,
            ExemptionRows rows,
            Callers callers,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Clock clock) {
        this.cases = cases;
        this.specialists = specialists;
        this.rules = rules;
        this.rows = rows;
        this.callers = callers;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param reason why, without patient data, not blank, at most {@link #LONGEST_REASON} characters
     * @param lasting from {@link #SHORTEST} to {@link #LONGEST}; a case that is held by then may be finished
     * @throws IllegalArgumentException where reason or time are not so
     */
    Outcome grant(CaseId id, String username, String reason, Duration lasting) {
        require(reason, lasting);
        var work = cases.find(id);
        if (work.isEmpty()) {
            return new Outcome.NoSuchCase();
        }
        var specialist = specialists.find(username);
        return specialist.isEmpty()
                ? new Outcome.NoSuchSpecialist()
                : grant(work.get(), specialist.get(), reason.strip(), lasting);
    }

    private static void require(String reason, Duration lasting) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "reason must be given, with at most %d characters".formatted(LONGEST_REASON));
        }
        if (lasting.compareTo(SHORTEST) < 0 || lasting.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "minutes must be %d to %d".formatted(SHORTEST.toMinutes(), LONGEST.toMinutes()));
        }
    }

    private Outcome grant(Case work, Specialist specialist, String reason, Duration lasting) {
        if (!work.state().awaitsReport()) {
            return new Outcome.Refused("Nobody has to read this case any more.");
        }
        var now = clock.instant();
        var verdicts = rules.explain(work, specialist, now);
        var barring = verdicts.stream().filter(verdict -> !verdict.allowed()).toList();
        if (barring.isEmpty()) {
            return new Outcome.Refused(specialist.displayName() + " may read it already.");
        }
        var lasts = barring.stream()
                .filter(verdict -> !Exemption.PASSED_OVER.contains(verdict.rule()))
                .map(RuleVerdict::reason)
                .collect(Collectors.joining("; "));
        return lasts.isEmpty()
                ? granted(work.id(), specialist, reason, now, now.plus(lasting), verdicts)
                : new Outcome.Refused(
                        lasts + ". Licences, the hospital's privileges and contracts cannot be overridden.");
    }

    private Outcome granted(
            CaseId id, Specialist specialist, String reason, Instant now, Instant until, List<RuleVerdict> verdicts) {
        var manager = callers.required();
        var exemption = new Exemption(id, specialist.username(), manager.displayName(), now, until, reason, verdicts);
        rows.insert(exemption);
        trail.append(AuditEvent.of(
                id.tenant(),
                AuditAction.RULES_OVERRIDDEN,
                "case:" + id.id(),
                Map.of(
                        "for", specialist.username(),
                        "reason", reason,
                        "until", until.toString(),
                        "barred", barred(verdicts))));
        events.publishEvent(new CaseExempted(id));
        return new Outcome.Granted(exemption);
    }

    private static String barred(List<RuleVerdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> !verdict.allowed())
                .map(RuleVerdict::reason)
                .collect(Collectors.joining("; "));
    }
}
