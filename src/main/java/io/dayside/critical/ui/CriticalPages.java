package io.dayside.critical.ui;

import io.dayside.cases.CaseId;
import io.dayside.critical.CriticalResult;
import io.dayside.critical.CriticalResults;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.LiveUpdates;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Makes the parts of pages that show critical results. */
@Component
public class CriticalPages {

    final CriticalResults results;
    final LiveUpdates updates;
    final Clock clock;
    private final Callers callers;
    private final Tenants tenants;

    CriticalPages(CriticalResults results, LiveUpdates updates, Callers callers, Tenants tenants, Clock clock) {
        this.results = results;
        this.updates = updates;
        this.callers = callers;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** What waits for the caller's hospitals, on top of their page; changes by itself. */
    public CriticalCard ofHospitals() {
        var own = caller().employers();
        return new CriticalCard(this, own, "Critical results to acknowledge", () -> results.waiting());
    }

    /** Those of one case on its page for the hospital. */
    public CriticalCard ofCase(CaseId id) {
        return new CriticalCard(this, Set.of(id.tenant()), "Critical results", () -> results.of(id));
    }

    /** Those of a case beside its report, for the specialist. Changes by itself. */
    public CriticalNote atDesk(CaseId id, ZoneId zone, boolean mayRaise) {
        return new CriticalNote(this, id, zone, mayRaise);
    }

    Caller caller() {
        return callers.required();
    }

    boolean mayAcknowledge(CriticalResult result) {
        return result.state().waits()
                && caller().is(Role.COORDINATOR, result.caseId().tenant());
    }

    ZoneId zone(TenantId tenant) {
        return tenants.find(tenant)
                .map(hospital -> hospital.defaultFacility())
                .map(Facility::zone)
                .orElse(ZoneOffset.UTC);
    }

    /** Nothing where the caller may see it no more. */
    static List<CriticalResult> seen(Set<TenantId> scope, Supplier<List<CriticalResult>> question) {
        try {
            return scope.isEmpty() ? List.of() : TenantScope.call(scope, question::get);
        } catch (NoSuchElementException _) {
            return List.of();
        }
    }
}
