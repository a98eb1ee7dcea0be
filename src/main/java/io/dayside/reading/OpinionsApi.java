package io.dayside.reading;

import io.dayside.cases.CaseId;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.OpinionOutcome;
import io.dayside.collaboration.OpinionOutcome.Done;
import io.dayside.collaboration.OpinionOutcome.Invalid;
import io.dayside.collaboration.OpinionOutcome.Refused;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.routing.Colleague;
import io.dayside.routing.RuleVerdict;
import io.dayside.tenancy.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
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

/** Second opinions for programs. What the caller may not see and what does not exist get the same 404. */
@RestController
@PreAuthorize("hasRole('SPECIALIST')")
@Tag(name = "Second opinions")
class OpinionsApi {

    /** @param refusals why not, in words; none where they may be asked */
    record Candidate(String username, String displayName, boolean onShift, boolean mayBeAsked, List<String> refusals) {}

    /**
     * @param asked username of the colleague
     * @param question at most {@link Opinion#LONGEST_QUESTION} characters
     */
    record Question(@Nullable String asked, @Nullable String question) {}

    record Answer(@Nullable String answer) {}

    record Decline(@Nullable String reason) {}

    /** A request as it stands. */
    record Asked(
            String tenant,
            UUID caseId,
            UUID id,
            String asker,
            String asked,
            String question,
            Instant askedAt,
            Opinion.State state,
            String words,
            @Nullable Instant endedAt,
            int version) {}

    /** A claim of a model; {@code notice} says what it is not. */
    record Flag(
            String label,
            double probability,
            boolean flagged,
            int slice,
            String model,
            String modelVersion,
            String notice) {}

    /** An open request with the case that it is about. Names no patient. */
    record AskedFile(
            Asked opinion,
            String number,
            String studyInstanceUid,
            String modality,
            String bodyPart,
            String procedure,
            String clinicalHistory,
            @Nullable LocalDate birthDate,
            String sex,
            List<Flag> findings,
            List<String> earlierStudies) {}

    private static final String NOTICE = "demonstration, not for clinical use";

    private final SecondOpinions opinions;

    OpinionsApi(SecondOpinions opinions) {
        this.opinions = opinions;
    }

    @GetMapping("/api/cases/{tenant}/{id}/colleagues")
    @Operation(summary = "Whom the holder of a case may ask for an opinion, and why not the others")
    List<Candidate> colleagues(@PathVariable String tenant, @PathVariable UUID id) {
        return opinions.colleagues(caseId(tenant, id)).stream()
                .map(OpinionsApi::candidate)
                .toList();
    }

    @PostMapping("/api/cases/{tenant}/{id}/opinions")
    @Operation(
            summary = "Asks one colleague for an opinion on a case that the caller holds and keeps",
            description = "Three may be open at a time, one for each colleague. The colleague sees the case until the"
                    + " request has ended.")
    ResponseEntity<?> ask(@PathVariable String tenant, @PathVariable UUID id, @RequestBody Question question) {
        return answer(
                opinions.ask(caseId(tenant, id), text(question.asked()), text(question.question())),
                HttpStatus.CREATED);
    }

    @GetMapping("/api/cases/{tenant}/{id}/opinions")
    @Operation(summary = "What was asked and said of a case that the caller holds or has signed, oldest first")
    List<Asked> of(@PathVariable String tenant, @PathVariable UUID id) {
        return opinions.of(caseId(tenant, id)).stream().map(OpinionsApi::asked).toList();
    }

    @GetMapping("/api/opinions")
    @Operation(summary = "Open requests to the caller, oldest first")
    List<Asked> waiting() {
        return opinions.waiting().stream()
                .map(waiting -> asked(waiting.opinion()))
                .toList();
    }

    @GetMapping("/api/opinions/{tenant}/{id}")
    @Operation(summary = "An open request to the caller, with its case")
    AskedFile one(@PathVariable String tenant, @PathVariable UUID id) throws OpinionEnded {
        return file(opinions.open(tenant(tenant), id));
    }

    @PostMapping("/api/opinions/{tenant}/{id}/answer")
    @Operation(summary = "Answers a request, which ends it")
    ResponseEntity<?> give(@PathVariable String tenant, @PathVariable UUID id, @RequestBody Answer answer) {
        return answer(opinions.answer(tenant(tenant), id, text(answer.answer())), HttpStatus.OK);
    }

    @PostMapping("/api/opinions/{tenant}/{id}/decline")
    @Operation(summary = "Declines a request with a reason, which ends it")
    ResponseEntity<?> decline(@PathVariable String tenant, @PathVariable UUID id, @RequestBody Decline decline) {
        return answer(opinions.decline(tenant(tenant), id, text(decline.reason())), HttpStatus.OK);
    }

    @PostMapping("/api/opinions/{tenant}/{id}/withdrawal")
    @Operation(summary = "Takes back a request of the caller's that nobody has answered")
    ResponseEntity<?> withdraw(@PathVariable String tenant, @PathVariable UUID id) {
        return answer(opinions.withdraw(tenant(tenant), id), HttpStatus.OK);
    }

    @ExceptionHandler({CaseNotHeld.class, NoSuchElementException.class})
    ResponseEntity<ProblemDetail> notFound() {
        return problem(HttpStatus.NOT_FOUND, "There is nothing here that you hold or are asked about.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> ended(OpinionEnded ended) {
        return problem(
                HttpStatus.GONE,
                switch (ended.opinion().state()) {
                    case ANSWERED -> "You have answered it. The case is out of reach again.";
                    case DECLINED -> "You have declined it. The case is out of reach again.";
                    case WITHDRAWN -> "It was withdrawn: " + ended.opinion().words() + ".";
                    case ASKED -> "The asker holds the case no longer.";
                });
    }

    private static ResponseEntity<?> answer(OpinionOutcome outcome, HttpStatus done) {
        return switch (outcome) {
            case Done(var opinion) -> ResponseEntity.status(done).body(asked(opinion));
            case Invalid(var field, var reason) ->
                problem(HttpStatus.UNPROCESSABLE_CONTENT, field + " " + reason + ".");
            case Refused(var reason) -> problem(HttpStatus.CONFLICT, reason);
        };
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail))
                .build();
    }

    private static Candidate candidate(Colleague colleague) {
        var specialist = colleague.specialist();
        return new Candidate(
                specialist.username(),
                specialist.displayName(),
                colleague.onShift(),
                colleague.mayBeAsked(),
                colleague.refusals().stream().map(RuleVerdict::reason).toList());
    }

    private static Asked asked(Opinion opinion) {
        return new Asked(
                opinion.caseId().tenant().code(),
                opinion.caseId().id(),
                opinion.id(),
                opinion.asker(),
                opinion.asked(),
                opinion.question(),
                opinion.askedAt(),
                opinion.state(),
                opinion.words(),
                opinion.endedAt(),
                opinion.version());
    }

    private static AskedFile file(AskedCase asked) {
        var work = asked.work();
        return new AskedFile(
                asked(asked.opinion()),
                work.number(),
                work.study().studyInstanceUid(),
                work.modality(),
                work.bodyPart(),
                work.procedure(),
                work.clinicalHistory(),
                work.patientBirthDate(),
                work.patientSex(),
                asked.claims().stream().map(OpinionsApi::flag).toList(),
                asked.earlier().entries().stream()
                        .map(entry -> entry.prior().ref().studyInstanceUid())
                        .toList());
    }

    private static Flag flag(Claim claim) {
        var finding = claim.finding();
        return new Flag(
                finding.label(),
                finding.probability(),
                finding.flagged(),
                claim.slice(),
                finding.model(),
                finding.modelVersion(),
                NOTICE);
    }

    private static String text(@Nullable String typed) {
        return Objects.requireNonNullElse(typed, "");
    }

    private static CaseId caseId(String tenant, UUID id) {
        return new CaseId(tenant(tenant), id);
    }

    /** An impossible tenant code is nothing that exists. */
    private static TenantId tenant(String code) {
        if (!TenantId.isCode(code)) {
            throw new NoSuchElementException("no such tenant");
        }
        return new TenantId(code);
    }
}
