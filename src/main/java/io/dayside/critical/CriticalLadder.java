package io.dayside.critical;

import io.dayside.critical.CriticalRule.Step;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tries further people with each critical result that nobody acknowledges, and warns before its promise is broken. */
@Component
class CriticalLadder {

    /** Of the promised time is left when managers are warned. */
    private static final int SHARE_LEFT = 3;

    private static final Logger log = LoggerFactory.getLogger(CriticalLadder.class);

    private final CriticalRows rows;
    private final CriticalRuleRows rules;
    private final CriticalSteps steps;
    private final Tenants tenants;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CriticalLadder(
            CriticalRows rows,
            CriticalRuleRows rules,
            CriticalSteps steps,
            Tenants tenants,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.rules = rules;
        this.steps = steps;
        this.tenants = tenants;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Not inside a transaction: each result has its own, so that one that cannot be told silences no other. */
    void look() {
        tenants.ids().forEach(tenant -> TenantScope.run(tenant, () -> look(tenant)));
    }

    private void look(TenantId tenant) {
        try {
            List<CriticalResult> waiting = transaction.execute(_ -> rows.waiting(Set.of(tenant)));
            waiting.forEach(one -> climb(tenant, one.id()));
        } catch (RuntimeException e) {
            log.error("{}: critical results could not be looked for", tenant, e);
        }
    }

    private void climb(TenantId tenant, UUID id) {
        try {
            transaction.executeWithoutResult(_ -> rows.findForUpdate(tenant, id)
                    .filter(one -> one.state().waits())
                    .ifPresent(this::climb));
        } catch (RuntimeException e) {
            log.error("critical result {} could not be told", id, e);
        }
    }

    /** One step a look: whoever was told a moment ago is given a moment. */
    private void climb(CriticalResult result) {
        var now = clock.instant();
        next(result, rules.of(result.caseId().tenant()), now)
                .ifPresent(step -> steps.tell(result, step, CriticalState.ESCALATED));
        var lead = result.target().dividedBy(SHARE_LEFT);
        if (!now.isBefore(result.dueAt().minus(lead)) && rows.warned(result, now)) {
            steps.warn(result);
        }
    }

    /** The step that is due now; the first telling is none of the ladder's. */
    static Optional<Step> next(CriticalResult result, CriticalRule rule, Instant now) {
        int taken = result.told() - 1;
        if (taken < rule.ladder().size()) {
            var step = rule.ladder().get(taken);
            var waited = Duration.between(result.raisedAt(), now);
            return waited.compareTo(step.after()) < 0 ? Optional.empty() : Optional.of(step);
        }
        boolean again = !now.isBefore(result.toldLast().plus(rule.again()));
        return again ? Optional.of(rule.last()) : Optional.empty();
    }
}
