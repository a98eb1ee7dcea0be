package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.identity.Callers;
import io.dayside.routing.CaseDesk.CaseFile;
import io.dayside.routing.CaseDesk.SpecialistVerdicts;
import io.dayside.routing.ExemptionDesk.Outcome;
import io.dayside.sla.CaseClock;
import io.dayside.tenancy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Who reads what next, for programs. A case that is barred and a case that does not exist get the same answer. */
@RestController
@Tag(name = "Routing")
class RoutingApi {

    /** One row of the worklist. Names of patients are in the case, which only its reader opens. */
    record Row(
            String tenant,
            UUID id,
            String number,
            String state,
            String priority,
            String hospital,
            String modality,
            String bodyPart,
            String procedure,
            String assessment,
            String assessmentReason,
            double topProbability,
            String topLabel,
            String notice,
            @Nullable Instant dueAt,
            List<String> why,
            boolean heldByYou) {}

    /** @param reason without patient data */
    record Decline(@Nullable String reason) {}

    /** @param minutes 60 where they are left out */
    record OverrideWish(
            @Nullable String specialist,
            @Nullable String reason,
            @Nullable Integer minutes) {}

    private static final String NOTICE = "demonstration, not for clinical use";

    private final Worklist worklist;
    private final Leases leases;
    private final CaseDesk desk;
    private final RuleBook rules;
    private final ExemptionDesk exemptions;
    private final Callers callers;

    RoutingApi(
            Worklist worklist,
            Leases leases,
            CaseDesk desk,
            RuleBook rules,
            ExemptionDesk exemptions,
            Callers callers) {
        this.worklist = worklist;
        this.leases = leases;
        this.desk = desk;
        this.rules = rules;
        this.exemptions = exemptions;
        this.callers = callers;
    }

    @GetMapping("/api/worklist")
    @PreAuthorize("hasRole('SPECIALIST')")
    @Operation(summary = "Cases that the caller may read now, the next one first")
    List<Row> worklist() {
        return worklist.of(username()).stream().map(this::row).toList();
    }

    @PostMapping("/api/worklist/next")
    @PreAuthorize("hasRole('SPECIALIST')")
    @Operation(summary = "Take the caller's next case; no content when none waits for them")
    ResponseEntity<Lease> takeNext() {
        return leases.takeNext(username())
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @GetMapping("/api/cases/{tenant}/{id}")
    @PreAuthorize("hasAnyRole('SPECIALIST', 'COORDINATOR', 'VIEWER')")
    @Operation(summary = "One case, for its hospital and for whoever may read it now")
    CaseFile one(@PathVariable String tenant, @PathVariable UUID id) {
        return desk.open(caseId(tenant, id), callers.required()).orElseThrow(RoutingApi::nothing);
    }

    @GetMapping("/api/cases/{tenant}/{id}/eligibility")
    @PreAuthorize("hasRole('MANAGER')")
    @Operation(summary = "Every specialist against every rule, with the reason")
    List<SpecialistVerdicts> eligibility(@PathVariable String tenant, @PathVariable UUID id) {
        return desk.eligibility(caseId(tenant, id)).orElseThrow(RoutingApi::nothing);
    }

    @GetMapping("/api/cases/{tenant}/{id}/decisions")
    @PreAuthorize("hasRole('MANAGER')")
    @Operation(summary = "Why the case was given to whom, oldest first, and what was passed over")
    List<KeptDecision> decisions(@PathVariable String tenant, @PathVariable UUID id) {
        return desk.decisions(caseId(tenant, id)).orElseThrow(RoutingApi::nothing);
    }

    @PostMapping("/api/cases/{tenant}/{id}/override")
    @PreAuthorize("hasRole('MANAGER')")
    @Operation(
            summary = "Let a specialist read one case past competency, shift and capacity for a while, with a reason",
            description =
                    "5 to 240 minutes, 60 by default. Licences and the hospital's privileges are never overridden.")
    ResponseEntity<?> override(@PathVariable String tenant, @PathVariable UUID id, @RequestBody OverrideWish wish) {
        var lasting = Duration.ofMinutes(Objects.requireNonNullElse(wish.minutes(), 60));
        var outcome = exemptions.grant(caseId(tenant, id), given(wish.specialist()), given(wish.reason()), lasting);
        return switch (outcome) {
            case Outcome.Granted(var exemption) -> ResponseEntity.ok(exemption);
            case Outcome.NoSuchCase _ -> notFound();
            case Outcome.NoSuchSpecialist _ ->
                problem(HttpStatus.UNPROCESSABLE_CONTENT, "specialist names nobody who reads for us.");
            case Outcome.Refused(var why) -> problem(HttpStatus.CONFLICT, why);
        };
    }

    private static String given(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<ProblemDetail> malformed(IllegalArgumentException problem) {
        return problem(
                HttpStatus.BAD_REQUEST,
                Objects.requireNonNullElse(problem.getMessage(), "The request names something that cannot be."));
    }

    @PostMapping("/api/cases/{tenant}/{id}/decline")
    @PreAuthorize("hasRole('SPECIALIST')")
    @Operation(summary = "Decline the case with a reason; it is not offered again while somebody else may read it")
    ResponseEntity<ProblemDetail> decline(
            @PathVariable String tenant, @PathVariable UUID id, @RequestBody Decline decline) {
        var reason = decline.reason();
        if (reason == null || reason.isBlank() || reason.length() > LeaseDesk.LONGEST_REASON) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "reason must be given, with at most %d characters".formatted(LeaseDesk.LONGEST_REASON));
        }
        return leases.decline(caseId(tenant, id), username(), reason)
                ? ResponseEntity.noContent().build()
                : notFound();
    }

    @PostMapping("/api/cases/{tenant}/{id}/lease")
    @PreAuthorize("hasRole('SPECIALIST')")
    @Operation(summary = "Take the case, or hold on to it for another ten minutes")
    ResponseEntity<?> take(@PathVariable String tenant, @PathVariable UUID id) {
        return switch (leases.take(caseId(tenant, id), username())) {
            case LeaseOutcome.Held(var lease) -> ResponseEntity.ok(lease);
            case LeaseOutcome.HeldByOther(var name) -> problem(HttpStatus.CONFLICT, "It is held by " + name + ".");
            case LeaseOutcome.NotReadable(var why) -> problem(HttpStatus.CONFLICT, why);
            case LeaseOutcome.Barred _ -> notFound();
        };
    }

    @DeleteMapping("/api/cases/{tenant}/{id}/lease")
    @PreAuthorize("hasRole('SPECIALIST')")
    @Operation(summary = "Give the case back unread")
    ResponseEntity<ProblemDetail> giveBack(@PathVariable String tenant, @PathVariable UUID id) {
        var wanted = caseId(tenant, id);
        var username = username();
        if (leases.current(wanted)
                .filter(lease -> lease.username().equals(username))
                .isEmpty()) {
            return notFound();
        }
        leases.release(wanted, username, "given back unread");
        return ResponseEntity.noContent().build();
    }

    @ExceptionHandler(NoSuchElementException.class)
    ResponseEntity<ProblemDetail> notFound() {
        return problem(HttpStatus.NOT_FOUND, "There is nothing here that you hold or may read.");
    }

    private String username() {
        return callers.required().username();
    }

    private static NoSuchElementException nothing() {
        return new NoSuchElementException("no case that the caller may see");
    }

    /** An impossible tenant code is nothing that exists. */
    private static CaseId caseId(String tenant, UUID id) {
        try {
            return new CaseId(new TenantId(tenant), id);
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("no such tenant", e);
        }
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail))
                .build();
    }

    private Row row(WorklistEntry entry) {
        Case work = entry.work();
        @Nullable CaseClock clock = entry.clock();
        return new Row(
                work.id().tenant().code(),
                work.id().id(),
                work.number(),
                work.state().name(),
                work.priority().name(),
                rules.hospital(work.id().tenant()),
                work.modality(),
                work.bodyPart(),
                work.procedure(),
                work.assessment().name(),
                work.assessmentReason(),
                work.topProbability(),
                work.topLabel(),
                NOTICE,
                clock == null ? null : clock.dueAt(),
                entry.why(),
                entry.heldBy() != null);
    }
}
