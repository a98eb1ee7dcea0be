package io.dayside.sla;

import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A hospital's month, as data, for spreadsheets and on paper. A hospital of others looks as if it did not exist. */
@RestController
@RequestMapping("/api/sla/months/{tenant}/{month}")
@PreAuthorize("hasAnyRole('MANAGER', 'OPERATOR', 'COORDINATOR')")
@Tag(name = "Service levels")
class MonthlyReportApi {

    private static final Set<Role> READERS = EnumSet.of(Role.MANAGER, Role.OPERATOR, Role.COORDINATOR);
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final MonthlyReports reports;
    private final Callers callers;

    MonthlyReportApi(MonthlyReports reports, Callers callers) {
        this.reports = reports;
        this.callers = callers;
    }

    @GetMapping
    @Operation(summary = "What was promised and kept in a month, such as 2026-11, and every report that was late")
    MonthlyReport report(@PathVariable String tenant, @PathVariable YearMonth month) {
        var caller = callers.required();
        return caller.tenants().stream()
                .filter(one -> one.code().equals(tenant) && caller.isOneOf(READERS, one))
                .findFirst()
                .flatMap(one -> reports.of(one, month))
                .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/report.csv")
    @Operation(summary = "The same for spreadsheets")
    ResponseEntity<byte[]> csv(@PathVariable String tenant, @PathVariable YearMonth month) {
        return file(MonthlyReportCsv.of(report(tenant, month)), CSV, tenant, month, "csv");
    }

    @GetMapping("/report.pdf")
    @Operation(summary = "The same on paper")
    ResponseEntity<byte[]> pdf(@PathVariable String tenant, @PathVariable YearMonth month) {
        return file(MonthlyReportPdf.of(report(tenant, month)), MediaType.APPLICATION_PDF, tenant, month, "pdf");
    }

    private static ResponseEntity<byte[]> file(
            byte[] content, MediaType type, String tenant, YearMonth month, String extension) {
        var name = "service-levels-%s-%s.%s".formatted(tenant, month, extension);
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }
}
