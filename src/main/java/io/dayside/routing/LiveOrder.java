package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.engine.Decision;
import io.dayside.routing.engine.Placement;
import io.dayside.routing.engine.Policies;
import io.dayside.routing.engine.ReadingOrder;
import io.dayside.routing.engine.RoutingPolicy;
import io.dayside.routing.engine.Standing;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.LiveUpdates;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import io.dayside.workforce.Subspecialties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * This node's copy of the order of reading. It proposes; what the database says when a case is given out is the truth.
 *
 * <p>A hospital's part is read again when somebody asks after something of it changed, here or, as other nodes announce it,
 * there; and at the latest when it is {@link #LONGEST} old, in case an announcement was lost.
 */
@Component
class LiveOrder {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** Papers that change are seen a little later; the rules are asked again before a case is given out. */
    private static final Duration ROSTER_LONGEST = Duration.ofSeconds(1);

    /** A clock set back by more makes a new order: an order's own time never goes back. */
    private static final Duration SET_BACK = Duration.ofMinutes(1);

    private final FloorRows floor;
    private final Specialists specialists;
    private final Tenants tenants;
    private final LiveUpdates updates;
    private final PoliciesInForce own;
    private final ContractUseRows contractUse;
    private final AskedSubspecialty asked;
    private final Clock clock;

    /** Hospitals of which something changed since they were read. */
    private final Set<TenantId> stale = ConcurrentHashMap.newKeySet();

    private final Set<TenantId> heard = new HashSet<>();
    private final Map<TenantId, LivePart> parts = new HashMap<>();
    private final Map<TenantId, Instant> readAt = new HashMap<>();
    private Policies policies;
    private Subspecialties.Rules rules;
    private ReadingOrder order;
    private LiveRoster roster;
    private Instant rosterReadAt = Instant.MIN;

    /** What was found finished has been counted a second time, until the database is asked again. */
    private boolean partsReadSinceUse;

    private Instant useReadAt = Instant.MIN;
    private Instant latest = Instant.MIN;

    LiveOrder(
            FloorRows floor,
            Specialists specialists,
            Tenants tenants,
            LiveUpdates updates,
            PoliciesInForce own,
            ContractUseRows contractUse,
            AskedSubspecialty asked,
            Clock clock) {
        this.floor = floor;
        this.specialists = specialists;
        this.tenants = tenants;
        this.updates = updates;
        this.own = own;
        this.contractUse = contractUse;
        this.asked = asked;
        this.rules = new Subspecialties.Rules(Map.of());
        this.clock = clock;
        policies = own.platformAlone();
        var papers = new Papers();
        order = new ReadingOrder(policies, papers);
        roster = new LiveRoster(order, papers);
    }

    /** Something of this hospital changes with the running transaction, or has changed where none runs. */
    void changed(TenantId tenant) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            stale.add(tenant);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                stale.add(tenant);
            }
        });
    }

    /** The specialist's first {@code limit} cases, the next one first; none for who is not known, off shift or full. */
    synchronized List<Standing> top(String username, int limit) {
        var now = refreshed(username);
        return roster.knows(username) ? order.top(username, now, limit) : List.of();
    }

    /** Why the case stands where it does for the specialist; empty where either is not known here. */
    synchronized Optional<Decision> explain(CaseId id, String username) {
        var now = refreshed(username);
        return roster.knows(username) ? order.explain(username, id, now) : Optional.empty();
    }

    /** For which waiting case the specialist should put aside one that they hold. */
    synchronized Optional<Placement> interruption(String username) {
        var now = refreshed(username);
        return roster.knows(username) ? order.interruptionOf(username, now) : Optional.empty();
    }

    /** By which the hospital's cases stand in this copy. */
    synchronized RoutingPolicy policyOf(TenantId hospital) {
        return policies.of(hospital);
    }

    /**
     * As new as {@link #LONGEST} and {@link #stale} ask for. Inside a transaction, which keeps the tenants that it was begun
     * for, what was read before has to do.
     */
    private Instant refreshed(String username) {
        var now = clock.instant();
        if (now.plus(SET_BACK).isBefore(latest)) {
            beginAnew();
        }
        latest = now;
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            readPolicies();
            readRoster(username, now);
            tenants.ids().forEach(tenant -> readIfNeeded(tenant, now));
            readContractUse(now);
        }
        roster.advance(now);
        return now;
    }

    private void readPolicies() {
        var current = own.current();
        var currentRules = asked.rules();
        if (!current.equals(policies) || !currentRules.equals(rules)) {
            policies = current;
            rules = currentRules;
            beginAnew();
        }
    }

    private void beginAnew() {
        var papers = new Papers();
        order = new ReadingOrder(policies, papers);
        roster = new LiveRoster(order, papers);
        rosterReadAt = Instant.MIN;
        useReadAt = Instant.MIN;
        parts.clear();
        readAt.clear();
    }

    private void readRoster(String username, Instant now) {
        if (isOlder(rosterReadAt, ROSTER_LONGEST, now) || !roster.knows(username)) {
            var everybody = TenantScope.call(tenants.ids(), specialists::all);
            if (roster.meet(everybody, now)) {
                beginAnew();
                roster.meet(everybody, now);
            }
            rosterReadAt = now;
        }
    }

    private void readIfNeeded(TenantId tenant, Instant now) {
        if (heard.add(tenant)) {
            var _ = updates.listen(Set.of(tenant), LiveUpdates.Topic.CASES, () -> stale.add(tenant));
        }
        boolean changed = stale.remove(tenant);
        if (changed || isOlder(readAt.getOrDefault(tenant, Instant.MIN), LONGEST, now)) {
            readAt.put(tenant, Instant.MIN);
            parts.computeIfAbsent(tenant, _ -> new LivePart())
                    .becomes(floor.of(tenant), roster::knows, floor::wasRead, order, now);
            readAt.put(tenant, now);
            partsReadSinceUse = true;
        }
    }

    private void readContractUse(Instant now) {
        if (partsReadSinceUse || isOlder(useReadAt, ROSTER_LONGEST, now)) {
            var signed = TenantScope.call(tenants.ids(), () -> contractUse.signed(roster.everybody(), now));
            roster.everybody().stream()
                    .filter(one -> one.contract() != null)
                    .map(Specialist::username)
                    .forEach(name -> order.hasRead(name, signed.getOrDefault(name, List.of())));
            partsReadSinceUse = false;
            useReadAt = now;
        }
    }

    private static boolean isOlder(Instant read, Duration most, Instant now) {
        return read.equals(Instant.MIN) || read.plus(most).isBefore(now);
    }
}
