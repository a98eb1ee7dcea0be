package io.dayside.workforce;

import io.dayside.workforce.RosterProposal.Missing;
import io.dayside.workforce.RosterProposal.PlannedShift;
import io.dayside.workforce.RosterProposals.Search;
import io.dayside.workforce.RosterProposals.State;
import io.dayside.workforce.RosterProposals.WeekChanged;
import io.dayside.workforce.RosterWish.ShiftKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Proposed rosters, for programs: begin, look, stop, accept. */
@RestController
@RequestMapping("/api/roster-proposals")
@PreAuthorize("hasAnyRole('MANAGER', 'CREDENTIALING', 'OPERATOR')")
@Tag(name = "Workforce")
class RosterApi {

    private final RosterProposals proposals;

    RosterApi(RosterProposals proposals) {
        this.proposals = proposals;
    }

    /** @param unusualHours true where it is not said */
    record Asked(
            @Nullable LocalDate monday,
            @Nullable Integer readers,
            @Nullable Boolean unusualHours,
            @Nullable List<@Nullable ShiftKey> locked,
            @Nullable List<@Nullable ShiftKey> refused) {

        RosterWish wish() {
            if (monday == null) {
                throw new IllegalArgumentException("monday must be given, such as 2026-12-07.");
            }
            return new RosterWish(
                    monday,
                    Objects.requireNonNullElse(readers, 1),
                    Objects.requireNonNullElse(unusualHours, true),
                    keys(locked),
                    keys(refused));
        }

        @SuppressWarnings("NullAway") // Each one is looked at before it is taken.
        private static List<ShiftKey> keys(@Nullable List<@Nullable ShiftKey> keys) {
            if (keys == null) {
                return List.of();
            }
            if (keys.stream().anyMatch(key -> key == null || key.username() == null || key.begins() == null)) {
                throw new IllegalArgumentException("A shift is named by username and begins.");
            }
            return List.copyOf(keys);
        }
    }

    /** @param shifts absent until it is READY, as all behind it */
    record Answer(
            UUID id,
            State state,
            @Nullable LocalDate monday,
            @Nullable Integer uncoveredBefore,
            @Nullable Integer uncoveredAfter,
            @Nullable List<PlannedShift> shifts,
            @Nullable List<Missing> missing) {

        static Answer of(Search search) {
            return search.proposal()
                    .map(one -> new Answer(
                            one.id(),
                            search.state(),
                            one.monday(),
                            one.uncoveredBefore(),
                            one.uncoveredAfter(),
                            one.shifts(),
                            one.missing()))
                    .orElseGet(() -> new Answer(search.id(), search.state(), null, null, null, null, null));
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary =
                    "Search for the shifts of a coming week that leave least without a reader; takes up to 20 seconds")
    Answer propose(@RequestBody Asked asked) {
        return Answer.of(proposals.propose(asked.wish(), _ -> {}, _ -> {}));
    }

    @GetMapping("/{id}")
    @Operation(summary = "How far it is; the shifts, and what stays uncovered and why, once it is READY")
    Answer look(@PathVariable UUID id) {
        return Answer.of(proposals.find(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End the search with the best that was found until now")
    void stop(@PathVariable UUID id) {
        proposals.find(id).stop();
    }

    @PostMapping("/{id}/accept")
    @Operation(summary = "Note the changed shifts, all or none")
    Map<String, Integer> accept(@PathVariable UUID id) throws WeekChanged {
        return Map.of("changes", proposals.accept(id));
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<ProblemDetail> wrong(IllegalArgumentException problem) {
        var why = Objects.requireNonNullElse(problem.getMessage(), "The request names something that cannot be.");
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, why))
                .build();
    }

    @ExceptionHandler(WeekChanged.class)
    ResponseEntity<ProblemDetail> changed(WeekChanged problem) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, problem.getMessage()))
                .build();
    }

    @ExceptionHandler(NoSuchElementException.class)
    ResponseEntity<ProblemDetail> missing() {
        return ResponseEntity.of(
                        ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is nothing of that name."))
                .build();
    }
}
