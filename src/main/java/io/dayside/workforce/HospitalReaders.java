package io.dayside.workforce;

import io.dayside.identity.Callers;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.workforce.Specialist.Standing;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** Who reads for a hospital, as its own people may know: their privilege there, and nothing of what they may elsewhere. */
@Service
public class HospitalReaders {

    private final Specialists specialists;
    private final Callers callers;
    private final Clock clock;

    HospitalReaders(Specialists specialists, Callers callers, Clock clock) {
        this.specialists = specialists;
        this.callers = callers;
        this.clock = clock;
    }

    /** @param standing as the dates make it today */
    public record Reader(
            TenantId hospital, String displayName, Standing standing, LocalDate validFrom, LocalDate validTo) {}

    /** Everybody with a privilege at a hospital whose own people the caller is. */
    @PreAuthorize("hasAnyRole('COORDINATOR', 'VIEWER')")
    public List<Reader> ofCaller() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return TenantScope.call(callers.required().employers(), specialists::all).stream()
                .flatMap(one -> one.privileges().stream()
                        .map(privilege -> new Reader(
                                privilege.tenant(),
                                one.displayName(),
                                privilege.standingOn(today),
                                privilege.validFrom(),
                                privilege.validTo())))
                .toList();
    }
}
