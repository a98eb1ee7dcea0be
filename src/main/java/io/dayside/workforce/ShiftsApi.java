package io.dayside.workforce;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shifts, for programs and calendars. */
@RestController
@Tag(name = "Workforce")
class ShiftsApi {

    private static final String ROSTERING = "hasAnyRole('MANAGER', 'CREDENTIALING', 'OPERATOR')";

    private final ShiftDesk desk;

    ShiftsApi(ShiftDesk desk) {
        this.desk = desk;
    }

    record Wish(
            ShiftChange.@Nullable Kind kind,
            @Nullable Instant begins,
            @Nullable Instant ends,
            @Nullable String reason) {}

    record Swap(
            @Nullable String from,
            @Nullable String to,
            @Nullable Instant begins,
            @Nullable Instant ends,
            @Nullable String reason) {}

    @PostMapping("/api/specialists/{username}/shift-changes")
    @PreAuthorize(ROSTERING)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "An extra shift, an absence or break, or being on call, once")
    ShiftChange note(@PathVariable String username, @RequestBody Wish wish) {
        return desk.note(
                username,
                given("kind", wish.kind()),
                given("begins", wish.begins()),
                given("ends", wish.ends()),
                Objects.requireNonNullElse(wish.reason(), ""));
    }

    @DeleteMapping("/api/shift-changes/{id}")
    @PreAuthorize(ROSTERING)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take one back")
    void takeBack(@PathVariable UUID id) {
        desk.takeBack(id);
    }

    @PostMapping("/api/shift-swaps")
    @PreAuthorize(ROSTERING)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "One specialist reads instead of another")
    void swap(@RequestBody Swap swap) {
        desk.swap(
                given("from", swap.from()),
                given("to", swap.to()),
                given("begins", swap.begins()),
                given("ends", swap.ends()),
                Objects.requireNonNullElse(swap.reason(), ""));
    }

    @GetMapping("/api/specialists/{username}/shifts.ics")
    @PreAuthorize("isAuthenticated()")
    @Operation(summary = "The shifts of the next 60 days as iCalendar; a specialist's own, or for who makes rosters")
    ResponseEntity<byte[]> calendar(@PathVariable String username) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"shifts.ics\"")
                .body(desk.calendar(username));
    }

    @PutMapping("/api/specialists/{username}/calendar")
    @PreAuthorize(ROSTERING)
    @Operation(summary = "Take over the shifts of an iCalendar file for the next 90 days, in place of the one before")
    Map<String, Integer> take(@PathVariable String username, InputStream body) throws IOException {
        return Map.of("shifts", desk.takeCalendar(username, body.readNBytes(ShiftCalendar.MOST_BYTES + 1)));
    }

    private static <T> T given(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must be given.");
        }
        return value;
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
