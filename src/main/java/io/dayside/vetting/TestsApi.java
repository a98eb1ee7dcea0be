package io.dayside.vetting;

import io.dayside.vetting.Sittings.Offered;
import io.dayside.vetting.Sittings.Protocol;
import io.dayside.vetting.Sittings.Seated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Practical tests, for programs of the credentialing office. The truth of a test's cases is not told. */
@RestController
@PreAuthorize("hasRole('CREDENTIALING')")
@Tag(name = "Practical tests")
class TestsApi {

    private final Sittings sittings;

    TestsApi(Sittings sittings) {
        this.sittings = sittings;
    }

    /** @param missing what keeps candidates from beginning; empty when nothing does */
    record TestView(String id, String title, int cases, Map<String, Integer> limits, List<String> missing) {}

    /**
     * @param scored by the names of a test's limits; absent until the last case was signed
     * @param failures each limit that was passed, in words
     */
    record SittingView(
            UUID id,
            String test,
            String username,
            Sitting.State state,
            Instant invitedAt,
            Instant openUntil,
            @Nullable Instant endedAt,
            @Nullable Map<String, Double> scored,
            List<String> failures,
            List<String> consequences,
            String certificate) {}

    /** @param intact whether result and reports are, to the letter, what was signed */
    record ProtocolView(SittingView sitting, int signed, boolean intact) {}

    record Wish(@Nullable String username) {}

    record Reason(@Nullable String why) {}

    @GetMapping("/api/practical-tests")
    @Operation(summary = "Tests in use, and what keeps candidates from beginning")
    List<TestView> tests() {
        return sittings.offered().stream().map(TestsApi::view).toList();
    }

    @GetMapping("/api/sittings")
    @Operation(summary = "Who was invited to which test, newest first, and what they scored")
    List<SittingView> all() {
        return sittings.all().stream().map(TestsApi::view).toList();
    }

    @GetMapping("/api/sittings/{id}")
    @Operation(summary = "One sitting, and whether its result is what was signed")
    ProtocolView one(@PathVariable UUID id) {
        Protocol protocol = sittings.protocol(id);
        return new ProtocolView(view(protocol.seated()), protocol.readings().size(), protocol.intact());
    }

    @PostMapping("/api/practical-tests/{test}/sittings")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Invite a specialist to a test")
    Map<String, UUID> invite(@PathVariable String test, @RequestBody Wish wish) {
        if (wish.username() == null) {
            throw new IllegalArgumentException("username must be given.");
        }
        return Map.of("id", sittings.invite(test, wish.username()).id());
    }

    @PostMapping("/api/sittings/{id}/annulment")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Let a sitting not count: what it gave is taken away, what it suspended holds again")
    void annul(@PathVariable UUID id, @RequestBody Reason reason) {
        sittings.annul(id, Objects.requireNonNullElse(reason.why(), ""));
    }

    private static TestView view(Offered offered) {
        var test = offered.test();
        return new TestView(test.id(), test.title(), test.cases().size(), byField(test.pass()), offered.missing());
    }

    private static SittingView view(Seated seated) {
        var sitting = seated.sitting();
        var result = sitting.result();
        return new SittingView(
                sitting.id(),
                sitting.test(),
                sitting.username(),
                seated.state(),
                sitting.invitedAt(),
                sitting.openUntil(),
                result == null ? null : result.at(),
                result == null ? null : scored(result.marks()),
                result == null ? List.of() : result.failures(),
                result == null ? List.of() : result.consequences(),
                result == null ? "" : result.certificate());
    }

    private static Map<String, Double> scored(Marks marks) {
        var scored = new EnumMap<Criterion, Double>(Criterion.class);
        for (var criterion : Criterion.values()) {
            scored.put(criterion, marks.of(criterion));
        }
        return byField(scored);
    }

    private static <T> Map<String, T> byField(Map<Criterion, T> values) {
        var byField = new LinkedHashMap<String, T>();
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> byField.put(one.getKey().field(), one.getValue()));
        return byField;
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<ProblemDetail> wrong(IllegalArgumentException problem) {
        var why = Objects.requireNonNullElse(problem.getMessage(), "The request names something that cannot be.");
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, why))
                .build();
    }

    @ExceptionHandler(NoSuchElementException.class)
    ResponseEntity<ProblemDetail> missing() {
        return ResponseEntity.of(
                        ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is nothing of that name."))
                .build();
    }
}
