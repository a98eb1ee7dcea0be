package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.identity.Caller;
import io.dayside.sla.Clocks;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Single cases, for whoever may see them. */
@Component
class CaseDesk {

    /** @param dueAt absent until the study is complete */
    record CaseFile(Case work, @Nullable Instant dueAt) {}

    record SpecialistVerdicts(String username, String displayName, boolean eligible, List<RuleVerdict> verdicts) {}

    private final Cases cases;
    private final Clocks clocks;
    private final Specialists specialists;
    private final RuleBook rules;
    private final LeaseDesk leases;
    private final DecisionRows decisions;
    private final UnseenCases unseen;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CaseDesk(
            Cases cases,
            Clocks clocks,
            Specialists specialists,
            RuleBook rules,
            LeaseDesk leases,
            DecisionRows decisions,
            UnseenCases unseen,
            TransactionTemplate transaction,
            Clock clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.specialists = specialists;
        this.rules = rules;
        this.leases = leases;
        this.decisions = decisions;
        this.unseen = unseen;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Empty where there is no such case and where the caller may not see it; the latter is in the trail. */
    Optional<CaseFile> open(CaseId id, Caller caller) {
        var found = transaction.execute(_ -> cases.find(id));
        if (found.isEmpty()) {
            unseen.asked(id, caller.username());
            return Optional.empty();
        }
        return transaction.execute(_ -> found.filter(work -> caller.isStaffOf(id.tenant()) || mayRead(work, caller))
                .map(this::file));
    }

    private boolean mayRead(Case work, Caller caller) {
        var specialist = specialists.find(caller.username());
        if (specialist.isEmpty()) {
            return false;
        }
        var refusals = leases.refusals(work, specialist.get(), clock.instant());
        if (!refusals.isEmpty()) {
            leases.refused(work.id(), refusals);
        }
        return refusals.isEmpty();
    }

    private CaseFile file(Case work) {
        return new CaseFile(
                work, clocks.of(work.id()).map(running -> running.dueAt()).orElse(null));
    }

    Optional<List<KeptDecision>> decisions(CaseId id) {
        return transaction.execute(_ -> cases.find(id).map(work -> decisions.of(work.id())));
    }

    Optional<List<SpecialistVerdicts>> eligibility(CaseId id) {
        return transaction.execute(_ -> cases.find(id).map(this::everySpecialist));
    }

    private List<SpecialistVerdicts> everySpecialist(Case work) {
        var now = clock.instant();
        return specialists.all().stream()
                .map(specialist -> {
                    var verdicts = rules.explain(work, specialist, now);
                    return new SpecialistVerdicts(
                            specialist.username(),
                            specialist.displayName(),
                            verdicts.stream().allMatch(RuleVerdict::allowed),
                            verdicts);
                })
                .toList();
    }
}
