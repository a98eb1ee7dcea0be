package io.dayside.reading;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dayside.cases.CaseId;
import io.dayside.collaboration.Comparison;
import io.dayside.collaboration.Radpeer;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Workflow;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.OpenCase.ImagesRead;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.tenancy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The steps of reading for programs. A case that the caller may not see and a case that does not exist get the same 404.
 */
@RestController
@RequestMapping("/api/cases/{tenant}/{id}")
class ReadingApi {

    record Findings(List<Finding> findings, ImagesRead images) {}

    /** A claim as programs see it; {@code reason} is in words. */
    record Finding(
            UUID id,
            String label,
            double probability,
            boolean flagged,
            String severity,
            int slice,
            String model,
            String modelVersion,
            String notice,
            Verdict verdict,
            String reason) {}

    /**
     * @param reason one of {@link RejectionReason} when rejecting
     * @param text what it is instead, when correcting
     */
    record Decision(
            Verdict verdict,
            @Nullable RejectionReason reason,
            @Nullable String text) {}

    record DraftText(String findings, String impression) {}

    record ImagesStatement(boolean readElsewhere) {}

    /**
     * @param radpeer one of 1, 2a, 2b, 3a, 3b
     * @param remark may be left out
     * @param version of the report, the newest that the caller has seen
     */
    record Compared(
            @JsonProperty("class") @Nullable String radpeer,
            @Nullable String remark,
            @Nullable Integer version) {}

    /** @param seen what readers before signed, as far as the caller may see it */
    record TurnNow(
            Workflow workflow,
            Role role,
            String rule,
            List<SignedReport> seen,
            @Nullable Comparison comparison,
            boolean mustCompare) {}

    record Signature(String password) {}

    private static final String NOTICE = "demonstration, not for clinical use";

    private final ReadingRoom room;
    private final ReportReader reader;

    ReadingApi(ReadingRoom room, ReportReader reader) {
        this.room = room;
        this.reader = reader;
    }

    @GetMapping("/findings")
    Findings findings(@PathVariable String tenant, @PathVariable UUID id) {
        var open = room.open(caseId(tenant, id));
        return new Findings(open.claims().stream().map(ReadingApi::finding).toList(), open.images());
    }

    @PutMapping("/findings/{finding}/verdict")
    ResponseEntity<Void> judge(
            @PathVariable String tenant,
            @PathVariable UUID id,
            @PathVariable UUID finding,
            @RequestBody Decision decision) {
        room.judge(caseId(tenant, id), finding, judgement(decision));
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/draft")
    ResponseEntity<Void> draft(@PathVariable String tenant, @PathVariable UUID id, @RequestBody DraftText draft) {
        room.saveDraft(caseId(tenant, id), draft.findings(), draft.impression());
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/images")
    ResponseEntity<Void> images(
            @PathVariable String tenant, @PathVariable UUID id, @RequestBody ImagesStatement statement) {
        room.readElsewhere(caseId(tenant, id), statement.readElsewhere());
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/turn")
    @Operation(summary = "Which reading of the held case is due, and what readers before signed")
    TurnNow turn(@PathVariable String tenant, @PathVariable UUID id) {
        var second = room.open(caseId(tenant, id)).second();
        var turn = second.turn();
        return new TurnNow(
                turn.workflow(),
                turn.role(),
                turn.rule(),
                second.seen(),
                second.comparison().orElse(null),
                second.mustCompare());
    }

    @PutMapping("/comparison")
    @Operation(summary = "Say by a RADPEER class how the reading before differs; needed before signing after others")
    ResponseEntity<?> compare(@PathVariable String tenant, @PathVariable UUID id, @RequestBody Compared compared) {
        try {
            var radpeer = Radpeer.of(Objects.requireNonNullElse(compared.radpeer(), ""));
            var remark = Objects.requireNonNullElse(compared.remark(), "");
            int version = Objects.requireNonNullElse(compared.version(), 0);
            room.compare(caseId(tenant, id), new Comparison(radpeer, remark, version));
            return ResponseEntity.noContent().build();
        } catch (IllegalArgumentException e) {
            return problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "class must be one of 1, 2a, 2b, 3a, 3b, remark have at most 500 characters, and version be the newest"
                            + " that you have seen.");
        } catch (IllegalStateException e) {
            return problem(HttpStatus.CONFLICT, "You see no reading of this case to compare with.");
        }
    }

    @PostMapping("/sign")
    ResponseEntity<?> sign(@PathVariable String tenant, @PathVariable UUID id, @RequestBody Signature signature) {
        return switch (room.sign(caseId(tenant, id), signature.password())) {
            case SignOutcome.Signed(var report) -> ResponseEntity.ok(report);
            case SignOutcome.ProofFailed _ ->
                problem(HttpStatus.FORBIDDEN, "The password is wrong. Nothing was signed.");
            case SignOutcome.Unproven _ ->
                problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Passwords cannot be checked at the moment. Nothing was signed, the draft is kept. Try again later.");
            case SignOutcome.NotReady(var why) -> problem(HttpStatus.CONFLICT, why);
        };
    }

    @GetMapping("/report")
    List<SignedReport> report(@PathVariable String tenant, @PathVariable UUID id) {
        var versions = reader.read(caseId(tenant, id));
        if (versions.isEmpty()) {
            throw new NoSuchElementException("no report is signed");
        }
        return versions;
    }

    @ExceptionHandler({CaseNotHeld.class, NoSuchElementException.class})
    ResponseEntity<ProblemDetail> notFound() {
        return problem(HttpStatus.NOT_FOUND, "There is nothing here that you hold or may read.");
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<ProblemDetail> unprocessable() {
        return problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "A rejection needs a reason, a correction 1 to 500 characters of text.");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail))
                .build();
    }

    /** An impossible tenant code is nothing that exists. */
    private static CaseId caseId(String tenant, UUID id) {
        try {
            return new CaseId(new TenantId(tenant), id);
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("no such tenant", e);
        }
    }

    private static Judgement judgement(Decision decision) {
        return switch (decision.verdict()) {
            case ACCEPTED -> new Judgement.Accepted();
            case PENDING -> new Judgement.Undecided();
            case CORRECTED -> new Judgement.Corrected(required(decision.text()));
            case REJECTED -> new Judgement.Rejected(required(decision.reason()));
        };
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("the verdict needs more than its name");
        }
        return value;
    }

    private static Finding finding(Claim claim) {
        var finding = claim.finding();
        return new Finding(
                finding.id(),
                finding.label(),
                finding.probability(),
                finding.flagged(),
                finding.severity().name().toLowerCase(Locale.ROOT),
                claim.slice(),
                finding.model(),
                finding.modelVersion(),
                NOTICE,
                claim.judgement().verdict(),
                claim.judgement().words());
    }
}
