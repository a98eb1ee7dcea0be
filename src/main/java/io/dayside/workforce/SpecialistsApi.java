package io.dayside.workforce;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everybody who reads for us, for programs. */
@RestController
@Tag(name = "Workforce")
class SpecialistsApi {

    /** @param standing as the dates make it today */
    record Permission(String of, Specialist.Standing standing, LocalDate validFrom, LocalDate validTo) {}

    record Row(
            String username,
            String displayName,
            String zone,
            int capacity,
            boolean onShift,
            List<Permission> licences,
            List<Permission> privileges,
            List<Specialist.Competency> competencies,
            List<Specialist.Shift> shifts) {}

    private final Specialists specialists;
    private final Clock clock;

    SpecialistsApi(Specialists specialists, Clock clock) {
        this.specialists = specialists;
        this.clock = clock;
    }

    @GetMapping("/api/specialists")
    @PreAuthorize("hasAnyRole('MANAGER', 'CREDENTIALING', 'OPERATOR')")
    @Operation(summary = "Specialists with licences, privileges, competencies and shifts as they stand today")
    List<Row> all() {
        return specialists.all().stream().map(this::row).toList();
    }

    private Row row(Specialist one) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return new Row(
                one.username(),
                one.displayName(),
                one.zone().getId(),
                one.capacity(),
                one.onShift(now),
                one.licences().stream()
                        .map(licence -> new Permission(
                                licence.jurisdiction(),
                                licence.standingOn(today),
                                licence.validFrom(),
                                licence.validTo()))
                        .toList(),
                one.privileges().stream()
                        .map(privilege -> new Permission(
                                privilege.tenant().code(),
                                privilege.standingOn(today),
                                privilege.validFrom(),
                                privilege.validTo()))
                        .toList(),
                one.competencies(),
                one.shifts());
    }
}
