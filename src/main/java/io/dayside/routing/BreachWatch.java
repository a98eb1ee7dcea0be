package io.dayside.routing;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.sla.BreachForeseen;
import io.dayside.sla.CaseClock;
import io.dayside.sla.Clocks;
import io.dayside.sla.Outlook;
import io.dayside.sla.Outlooks;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.PlacedTime;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Says of each promise that will probably be broken that it will, once, and before it is. */
@Component
class BreachWatch {

    private static final Logger log = LoggerFactory.getLogger(BreachWatch.class);

    private final Outlooks outlooks;
    private final Tenants tenants;
    private final Cases cases;
    private final Clocks clocks;
    private final JdbcClient jdbc;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BreachWatch(
            Outlooks outlooks,
            Tenants tenants,
            Cases cases,
            Clocks clocks,
            JdbcClient jdbc,
            AuditTrail trail,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.outlooks = outlooks;
        this.tenants = tenants;
        this.cases = cases;
        this.clocks = clocks;
        this.jdbc = jdbc;
        this.trail = trail;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Not inside a transaction. */
    void look() {
        outlooks.of(tenants.ids()).forEach((id, outlook) -> {
            if (outlook.isInDanger()) {
                TenantScope.run(id.tenant(), () -> tryToForesee(id, outlook));
            }
        });
    }

    /** One that cannot be told silences no other. */
    private void tryToForesee(CaseId id, Outlook outlook) {
        try {
            transaction.executeWithoutResult(_ -> foresee(id, outlook));
        } catch (RuntimeException e) {
            log.error("nobody could be told that case {} will be late", id, e);
        }
    }

    /** What is broken already was not foreseen. */
    private void foresee(CaseId id, Outlook outlook) {
        var running = clocks.of(id).filter(one -> one.dueAt().isAfter(clock.instant()) && one.stoppedAt() == null);
        var work = cases.find(id).filter(one -> one.state().awaitsReport());
        if (running.isPresent() && work.isPresent()) {
            foresee(work.get(), running.get(), outlook);
        }
    }

    private void foresee(Case work, CaseClock running, Outlook outlook) {
        var saving = outlook.saving().map(one -> words(one, work.id().tenant())).orElse("");
        if (insert(work.id(), running, outlook, saving)) {
            trail.append(AuditEvent.of(
                    work.id().tenant(),
                    AuditAction.BREACH_FORESEEN,
                    "case:" + work.id().id(),
                    Map.of("probability", "%.0f %%".formatted(outlook.late() * 100), "reason", saving)));
            events.publishEvent(new BreachForeseen(work.id(), work.number(), running.dueAt(), outlook, saving));
        }
    }

    private String words(Outlook.Saving saving, TenantId hospital) {
        var zone = tenants.get(hospital).defaultFacility().zone();
        var by = PlacedTime.clock(saving.signedBy(), zone);
        return switch (saving.act()) {
            case ASK -> "%s could sign it by %s if they opened it next".formatted(saving.specialist(), by);
            case LET -> "%s holds all they may and could sign it by %s".formatted(saving.specialist(), by);
            case CALL -> "%s is off shift and could sign it by %s".formatted(saving.specialist(), by);
        };
    }

    private boolean insert(CaseId id, CaseClock running, Outlook outlook, String saving) {
        return jdbc.sql("""
                        insert into foreseen_breach values (:tenant, :case, :now, :due, :late, :saving)
                        on conflict do nothing""")
                        .param("tenant", id.tenant().code())
                        .param("case", id.id())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("due", Timestamp.from(running.dueAt()))
                        .param("late", outlook.late())
                        .param("saving", saving)
                        .update()
                == 1;
    }
}
