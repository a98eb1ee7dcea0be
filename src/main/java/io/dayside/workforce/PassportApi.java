package io.dayside.workforce;

import io.dayside.audit.TrailEntry;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.Specialist.Standing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Passports, for programs. One that the caller may not read and one that does not exist get the same answer. */
@RestController
@Tag(name = "Workforce")
class PassportApi {

    private static final HttpStatusCode WRONG = HttpStatusCode.valueOf(422);

    private final Passports passports;
    private final Tenants tenants;
    private final Clock clock;

    PassportApi(Passports passports, Tenants tenants, Clock clock) {
        this.passports = passports;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * @param fields as they are written, by the names of a file's columns
     * @param standing as the dates make it today
     */
    record Row(String key, CredentialKind kind, Map<String, String> fields, Standing standing, LocalDate validTo) {}

    /** @param obstacles what bars from reading there; empty when nothing does */
    record Where(String hospital, String facility, List<String> obstacles) {}

    record Answer(
            String username,
            String displayName,
            List<Row> credentials,
            List<CredentialDocument> documents,
            List<ExpiryWarning> warnings,
            List<Where> facilities) {}

    /** @param fields by the names of a file's columns */
    record Change(
            @Nullable Map<String, @Nullable String> fields,
            @Nullable String why) {}

    record Entry(Instant at, String who, String what, Map<String, String> details) {}

    @GetMapping("/api/passports/{username}")
    @PreAuthorize("hasAnyRole('CREDENTIALING', 'SPECIALIST')")
    @Operation(summary = "Everything about one person who reads; specialists see their own")
    Answer one(@PathVariable String username) {
        return passports.of(username).map(this::answer).orElseThrow();
    }

    @GetMapping("/api/passports/{username}/history")
    @PreAuthorize("hasRole('CREDENTIALING')")
    @Operation(summary = "What was done to a passport, newest first; asking leaves an entry in the trail")
    List<Entry> history(@PathVariable String username) {
        return passports.history(username).stream().map(PassportApi::entry).toList();
    }

    @PutMapping("/api/passports/{username}/credentials/{kind}")
    @PreAuthorize("hasRole('CREDENTIALING')")
    @Operation(summary = "Write a credential, in place of the one with the same name")
    ResponseEntity<ProblemDetail> put(
            @PathVariable String username, @PathVariable CredentialKind kind, @RequestBody Change change) {
        var written = new EnumMap<Column, String>(Column.class);
        var fields = change.fields() == null ? Map.<String, @Nullable String>of() : change.fields();
        for (var field : fields.entrySet()) {
            var column = column(field.getKey());
            if (column.isEmpty()) {
                return wrong(Map.of(field.getKey(), "is no field of this kind"));
            }
            written.put(column.get(), field.getValue() == null ? "" : field.getValue());
        }
        return outcome(passports.put(username, kind, written, change.why() == null ? "" : change.why()));
    }

    @DeleteMapping("/api/passports/{username}/credentials")
    @PreAuthorize("hasRole('CREDENTIALING')")
    @Operation(summary = "Take the credential with that key out of the passport")
    ResponseEntity<ProblemDetail> remove(
            @PathVariable String username, @RequestParam String key, @RequestParam String why) {
        return outcome(passports.remove(username, key, why));
    }

    @DeleteMapping("/api/passports/{username}/login")
    @PreAuthorize("hasRole('CREDENTIALING')")
    @Operation(summary = "Take away the login that an import gave; what was signed stays")
    ResponseEntity<ProblemDetail> takeLogin(@PathVariable String username, @RequestParam String why) {
        return outcome(passports.takeLogin(username, why));
    }

    @GetMapping("/api/credentials/warnings")
    @PreAuthorize("hasRole('CREDENTIALING')")
    @Operation(summary = "What ends within 90 days or has ended, the most pressing first")
    List<ExpiryWarning> warnings() {
        return passports.warnings();
    }

    @ExceptionHandler(NoSuchElementException.class)
    ResponseEntity<ProblemDetail> notFound() {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND, "There is no such passport, or nothing of that name in it."))
                .build();
    }

    private static ResponseEntity<ProblemDetail> outcome(Map<Column, String> problems) {
        return problems.isEmpty()
                ? ResponseEntity.noContent().build()
                : wrong(problems.entrySet().stream()
                        .collect(Collectors.toMap(one -> one.getKey().header(), Map.Entry::getValue)));
    }

    private static ResponseEntity<ProblemDetail> wrong(Map<String, String> problems) {
        var problem = ProblemDetail.forStatusAndDetail(WRONG, "Nothing was changed: some fields cannot be so.");
        problem.setProperty("errors", problems);
        return ResponseEntity.of(problem).build();
    }

    private static Optional<Column> column(String header) {
        return Stream.of(Column.values())
                .filter(column -> column != Column.WHY)
                .filter(column -> column.header().equals(header.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private Answer answer(Passport passport) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var specialist = passport.specialist();
        return new Answer(
                specialist.username(),
                specialist.displayName(),
                passport.credentials().stream().map(one -> row(one, today)).toList(),
                passport.documents(),
                passport.warnings(),
                tenants.served().stream()
                        .flatMap(hospital -> hospital.facilities().stream())
                        .map(facility -> new Where(
                                facility.tenant().code(),
                                facility.code(),
                                ReadingRights.obstacles(
                                        specialist,
                                        new ReadingRights.Place(facility.tenant(), facility.jurisdiction()),
                                        today)))
                        .toList());
    }

    private static Row row(Credential one, LocalDate today) {
        return new Row(
                one.key(),
                one.kind(),
                CredentialForms.write(one).entrySet().stream()
                        .collect(Collectors.toMap(column -> column.getKey().header(), Map.Entry::getValue)),
                one.standingOn(today),
                one.validTo());
    }

    private static Entry entry(TrailEntry entry) {
        return new Entry(entry.at(), entry.actorName(), entry.action().name(), entry.details());
    }
}
