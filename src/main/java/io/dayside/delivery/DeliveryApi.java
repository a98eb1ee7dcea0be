package io.dayside.delivery;

import io.dayside.cases.CaseId;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What leaves the house, for the hospital's own programs. */
@RestController
@RequestMapping("/api/cases/{tenant}/{id}")
@Tag(name = "Delivery")
class DeliveryApi {

    private static final Set<Role> LOOK = EnumSet.of(Role.COORDINATOR, Role.VIEWER, Role.MANAGER, Role.OPERATOR);
    private static final Set<Role> SEND = EnumSet.of(Role.COORDINATOR, Role.OPERATOR);

    private final Deliveries deliveries;
    private final ReportDesk desk;
    private final Callers callers;

    DeliveryApi(Deliveries deliveries, ReportDesk desk, Callers callers) {
        this.deliveries = deliveries;
        this.desk = desk;
        this.callers = callers;
    }

    @GetMapping("/deliveries")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'VIEWER', 'MANAGER', 'OPERATOR')")
    @Operation(summary = "Where the signed report was sent and whether the receiver confirmed")
    List<Delivery> deliveries(@PathVariable TenantId tenant, @PathVariable UUID id) {
        requireAt(tenant, LOOK);
        return deliveries.of(new CaseId(tenant, id));
    }

    @PostMapping("/deliveries/{delivery}/again")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send a dead delivery again")
    void sendAgain(@PathVariable TenantId tenant, @PathVariable UUID id, @PathVariable UUID delivery) {
        requireAt(tenant, SEND);
        deliveries.sendAgain(new CaseId(tenant, id), delivery);
    }

    @GetMapping(path = "/report.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(summary = "The newest signed report as PDF")
    ResponseEntity<byte[]> pdf(@PathVariable TenantId tenant, @PathVariable UUID id) {
        return desk.handPdf(new CaseId(tenant, id))
                .map(pdf -> ResponseEntity.ok()
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"report.pdf\"")
                        .header("X-Content-Type-Options", "nosniff")
                        .body(pdf))
                .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
    }

    /** To whom nothing of a hospital is open, the hospital does not exist. */
    private void requireAt(TenantId tenant, Set<Role> roles) {
        if (!callers.required().isOneOf(roles, tenant)) {
            throw new ErrorResponseException(HttpStatus.NOT_FOUND);
        }
    }
}
