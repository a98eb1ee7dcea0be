package io.dayside.notices;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.identity.Role;
import io.dayside.notices.NoticeRule.Step;
import io.dayside.notices.NoticeRule.Tell;
import io.dayside.routing.Declines;
import io.dayside.routing.Eligibility;
import io.dayside.routing.RuleVerdict;
import io.dayside.routing.RuleVerdict.Rule;
import io.dayside.sla.CaseClock;
import io.dayside.sla.Clocks;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ladder: a pressing case that nobody takes is told to more and more people. Pressing is what was ordered STAT, and what
 * models flagged as critical. It ends where somebody takes the case, and goes on from the same step when it comes back.
 */
@Component
class Escalation {

    private static final Logger log = LoggerFactory.getLogger(Escalation.class);
    private static final Set<CaseState> WAITING = EnumSet.of(CaseState.READY, CaseState.OFFERED);
    private static final Set<Rule> HANDS = EnumSet.of(Rule.CAPACITY);
    private static final Set<Rule> SHIFT_AND_HANDS = EnumSet.of(Rule.ON_SHIFT, Rule.CAPACITY);

    private final Cases cases;
    private final Clocks clocks;
    private final Specialists specialists;
    private final Eligibility rules;
    private final Declines declines;
    private final NoticeRuleRows ladders;
    private final NoticeBoard board;
    private final AuditTrail trail;
    private final Tenants tenants;
    private final EscalationRows rows;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Escalation(
            Cases cases,
            Clocks clocks,
            Specialists specialists,
            Eligibility rules,
            Declines declines,
            NoticeRuleRows ladders,
            NoticeBoard board,
            AuditTrail trail,
            Tenants tenants,
            EscalationRows rows,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.specialists = specialists;
        this.rules = rules;
        this.declines = declines;
        this.ladders = ladders;
        this.board = board;
        this.trail = trail;
        this.tenants = tenants;
        this.rows = rows;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Not inside a transaction: each case has its own, so that one that cannot be told silences no other. */
    void look() {
        tenants.ids().forEach(tenant -> TenantScope.run(tenant, () -> look(tenant)));
    }

    private void look(TenantId tenant) {
        try {
            List<CaseId> pressing = transaction.execute(_ -> cases.in(WAITING).stream()
                    .filter(Escalation::isPressing)
                    .map(Case::id)
                    .toList());
            pressing.forEach(this::climb);
        } catch (RuntimeException e) {
            log.error("{}: pressing cases could not be looked for", tenant, e);
        }
    }

    private void climb(CaseId id) {
        try {
            transaction.executeWithoutResult(_ -> cases.find(id)
                    .filter(work -> WAITING.contains(work.state()))
                    .ifPresent(work -> clocks.of(id)
                            .ifPresent(running ->
                                    climb(work, running, ladders.of(id.tenant()).ladder()))));
        } catch (RuntimeException e) {
            log.error("case {} could not be escalated", id, e);
        }
    }

    private static boolean isPressing(Case work) {
        boolean flagged = work.assessment() == Assessment.Status.DONE
                && work.topSeverity() == Severity.CRITICAL
                && work.topProbability() > 0;
        return flagged || work.priority() == Priority.STAT;
    }

    /** A step that finds nobody hurries the next one. Who may read is asked only where a step is to be taken. */
    private void climb(Case work, CaseClock running, List<Step> ladder) {
        var waited = Duration.between(work.studyCompletedAt(), clock.instant()).minus(running.paused());
        var taken = rows.taken(work.id());
        boolean isHurried = false;
        for (int number = 0; number < ladder.size(); number++) {
            var step = ladder.get(number);
            var before = taken.get(number);
            if (before == null && !isHurried && waited.compareTo(step.after()) < 0) {
                return;
            }
            boolean foundNobody = before == null ? !take(work, number, step, waited) : before.isEmpty();
            isHurried = foundNobody && step.tell() != Tell.MANAGERS;
        }
    }

    /** @return whether it found somebody */
    private boolean take(Case work, int number, Step step, Duration waited) {
        var people = told(step.tell(), work);
        boolean found = step.tell() == Tell.MANAGERS || !people.isEmpty();
        if (rows.insert(work.id(), number, people, clock.instant()) && found) {
            tell(work, step.tell(), people, waited);
        }
        return found;
    }

    private Set<String> told(Tell tell, Case work) {
        return switch (tell) {
            case MANAGERS -> Set.of();
            case READERS -> withoutDecliners(barredByNoMoreThan(HANDS, work), work);
            case OFF_SHIFT -> offShift(work);
        };
    }

    /** Where somebody is on call, nobody else is woken. */
    private Set<String> offShift(Case work) {
        var reading = barredByNoMoreThan(HANDS, work);
        var off = withoutDecliners(without(reading, barredByNoMoreThan(SHIFT_AND_HANDS, work)), work);
        var now = clock.instant();
        var onCall = specialists.all().stream()
                .filter(one -> one.onCall(now) && off.contains(one.username()))
                .map(Specialist::username)
                .collect(Collectors.toSet());
        return onCall.isEmpty() ? off : onCall;
    }

    /** Who did not want the case is told only where nobody else is left. */
    private Set<String> withoutDecliners(Set<String> people, Case work) {
        var rest = without(declines.of(work.id()), people);
        return rest.isEmpty() ? people : rest;
    }

    private static Set<String> without(Set<String> some, Set<String> people) {
        return people.stream().filter(username -> !some.contains(username)).collect(Collectors.toSet());
    }

    private Set<String> barredByNoMoreThan(Set<Rule> allowed, Case work) {
        var now = clock.instant();
        return specialists.all().stream()
                .filter(one -> rules.explain(work, one, now).stream()
                        .filter(verdict -> !verdict.allowed())
                        .map(RuleVerdict::rule)
                        .allMatch(allowed::contains))
                .map(Specialist::username)
                .collect(Collectors.toSet());
    }

    private void tell(Case work, Tell tell, Set<String> people, Duration waited) {
        var object = "case:" + work.id().id();
        trail.append(AuditEvent.of(
                work.id().tenant(),
                AuditAction.CASE_ESCALATED,
                object,
                Map.of("told", words(tell), "people", people.stream().sorted().collect(Collectors.joining(", ")))));
        board.post(new Notice(
                work.id().tenant(),
                Ids.next(),
                Notice.Kind.CASE_WAITS,
                object,
                "%s of %s has waited %d minutes and nobody has taken it: %s, %s."
                        .formatted(
                                work.number(),
                                tenants.get(work.id().tenant()).name(),
                                waited.toMinutes(),
                                kind(work),
                                work.priority() == Priority.STAT
                                        ? "ordered STAT"
                                        : "flagged by a model (not for clinical use)"),
                tell == Tell.MANAGERS ? "/manager" : "/worklist",
                tell == Tell.MANAGERS ? Set.of(Role.MANAGER) : Set.of(),
                people,
                clock.instant()));
    }

    private static String kind(Case work) {
        return work.modality() + " " + work.bodyPart();
    }

    private static String words(Tell tell) {
        return switch (tell) {
            case READERS -> "readers on shift";
            case MANAGERS -> "managers";
            case OFF_SHIFT -> "readers off shift";
        };
    }
}
