package io.dayside.sla;

import io.dayside.identity.Callers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The promises, for programs. */
@RestController
@RequestMapping("/api/sla")
@PreAuthorize("hasAnyRole('MANAGER', 'OPERATOR')")
@Tag(name = "Service levels")
class SlaApi {

    private final Promises promises;
    private final Outlooks outlooks;
    private final Communications communications;
    private final Callers callers;

    SlaApi(Promises promises, Outlooks outlooks, Communications communications, Callers callers) {
        this.promises = promises;
        this.outlooks = outlooks;
        this.communications = communications;
        this.callers = callers;
    }

    @GetMapping("/open-cases")
    @Operation(
            summary =
                    "Every case that is still to be read: those that nobody may read, then the one with the least time left")
    List<OpenCase> openCases() {
        return promises.openCases();
    }

    @GetMapping("/today")
    @Operation(summary = "Each hospital's day so far against what was promised")
    List<HospitalToday> today() {
        return promises.today(callers.required().tenants());
    }

    @GetMapping("/critical-results")
    @Operation(
            summary = "Critical results that nobody at the hospital has acknowledged, the first to be due first",
            description = "What was found is not said here.")
    List<Communication> criticalResults() {
        return communications.waiting(callers.required().tenants());
    }

    /** An open case with what will become of it. */
    record Foreseen(OpenCase open, Outlook outlook) {}

    @GetMapping("/outlook")
    @Operation(
            summary =
                    "What will become of every case that waits or is read: when it will be signed, how probably late, and "
                            + "what would keep its promise",
            description = "By the queue and the roster of this moment; cases yet to come are not counted.")
    List<Foreseen> outlook() {
        var ahead = outlooks.of(callers.required().tenants());
        return promises.openCases().stream()
                .flatMap(open ->
                        Optional.ofNullable(ahead.get(open.id())).map(outlook -> new Foreseen(open, outlook)).stream())
                .toList();
    }
}
