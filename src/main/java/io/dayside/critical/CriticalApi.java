package io.dayside.critical;

import io.dayside.cases.CaseId;
import io.dayside.critical.CriticalOutcome.Done;
import io.dayside.critical.CriticalOutcome.Invalid;
import io.dayside.critical.CriticalOutcome.Refused;
import io.dayside.tenancy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Critical results for programs. What the caller may not see and what does not exist get the same 404. */
@RestController
@PreAuthorize("isAuthenticated()")
@Tag(name = "Critical results")
class CriticalApi {

    record Raised(@Nullable String finding, @Nullable String addressee) {}

    record ReadBack(@Nullable String name, @Nullable String readBack) {}

    record Withdrawn(@Nullable String reason) {}

    record Told(
            @Nullable String name,
            @Nullable Instant at,
            @Nullable String readBack) {}

    private final CriticalResults results;

    CriticalApi(CriticalResults results) {
        this.results = results;
    }

    @GetMapping("/api/critical-results")
    @Operation(summary = "Critical results of the caller's own hospitals that nobody has acknowledged")
    List<CriticalResult> waiting() {
        return results.waiting();
    }

    @GetMapping("/api/cases/{tenant}/{id}/critical-results")
    @Operation(summary = "Critical results of a case, oldest first")
    List<CriticalResult> of(@PathVariable String tenant, @PathVariable UUID id) {
        return results.of(new CaseId(tenant(tenant), id));
    }

    @PostMapping("/api/cases/{tenant}/{id}/critical-results")
    @PreAuthorize("hasRole('SPECIALIST')")
    @Operation(
            summary = "Raises a critical result of a case that the caller holds or has signed, and tells the hospital")
    ResponseEntity<?> raise(@PathVariable String tenant, @PathVariable UUID id, @RequestBody Raised raised) {
        return answer(
                results.raise(new CaseId(tenant(tenant), id), text(raised.finding()), text(raised.addressee())),
                HttpStatus.CREATED);
    }

    @PostMapping("/api/critical-results/{tenant}/{id}/acknowledgement")
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Acknowledges a critical result by reading it back")
    ResponseEntity<?> acknowledge(@PathVariable String tenant, @PathVariable UUID id, @RequestBody ReadBack said) {
        return answer(results.acknowledge(tenant(tenant), id, text(said.name()), text(said.readBack())), HttpStatus.OK);
    }

    @PostMapping("/api/critical-results/{tenant}/{id}/phone-call")
    @PreAuthorize("hasRole('SPECIALIST')")
    @Operation(summary = "Notes that somebody was told on the phone and has read it back")
    ResponseEntity<?> phoned(@PathVariable String tenant, @PathVariable UUID id, @RequestBody Told told) {
        var at = told.at();
        return at == null
                ? answer(new Invalid("at", "is missing"), HttpStatus.OK)
                : answer(
                        results.notePhone(tenant(tenant), id, text(told.name()), at, text(told.readBack())),
                        HttpStatus.OK);
    }

    @PostMapping("/api/critical-results/{tenant}/{id}/withdrawal")
    @PreAuthorize("hasRole('SPECIALIST')")
    @Operation(summary = "Takes back a critical result that was raised in error, and tells whoever was told of it")
    ResponseEntity<?> withdraw(@PathVariable String tenant, @PathVariable UUID id, @RequestBody Withdrawn withdrawn) {
        return answer(results.withdraw(tenant(tenant), id, text(withdrawn.reason())), HttpStatus.OK);
    }

    @ExceptionHandler(NoSuchElementException.class)
    ResponseEntity<ProblemDetail> notFound() {
        return problem(HttpStatus.NOT_FOUND, "There is no critical result here that you may see.");
    }

    private static ResponseEntity<?> answer(CriticalOutcome outcome, HttpStatus done) {
        return switch (outcome) {
            case Done(var result) -> ResponseEntity.status(done).body(result);
            case Invalid(var field, var reason) ->
                problem(HttpStatus.UNPROCESSABLE_CONTENT, field + " " + reason + ".");
            case Refused(var reason) -> problem(HttpStatus.CONFLICT, reason);
        };
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail))
                .build();
    }

    private static String text(@Nullable String typed) {
        return Objects.requireNonNullElse(typed, "");
    }

    /** An impossible tenant code is nothing that exists. */
    private static TenantId tenant(String code) {
        if (!TenantId.isCode(code)) {
            throw new NoSuchElementException("no such tenant");
        }
        return new TenantId(code);
    }
}
