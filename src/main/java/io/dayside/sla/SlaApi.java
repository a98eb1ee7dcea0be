package io.dayside.sla;

import io.dayside.identity.Callers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
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
    private final Callers callers;

    SlaApi(Promises promises, Callers callers) {
        this.promises = promises;
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
}
