package io.dayside.workforce;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Credentials from a file, for programs and for the page's link. */
@RestController
@Tag(name = "Workforce")
class ImportApi {

    private static final HttpStatusCode WRONG = HttpStatusCode.valueOf(422);

    private final CredentialImport files;

    ImportApi(CredentialImport files) {
        this.files = files;
    }

    @GetMapping("/api/credentials/import/template")
    @PreAuthorize("hasRole('CREDENTIALING')")
    @Operation(summary = "A CSV file with every column and an example of each kind")
    ResponseEntity<byte[]> template() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("credentials.csv")
                                .build()
                                .toString())
                .body(files.template().getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/api/credentials/import")
    @PreAuthorize("hasRole('CREDENTIALING')")
    @Operation(summary = "Look at a CSV file, or write all of it; every problem is told by line and column")
    ResponseEntity<?> take(
            @RequestParam(defaultValue = "false") boolean apply,
            @RequestParam(defaultValue = "") String why,
            InputStream body)
            throws IOException {
        var file = body.readNBytes(CredentialImport.MOST_BYTES + 1);
        if (!apply) {
            return ResponseEntity.ok(files.check(file));
        }
        var report = files.apply(file, why);
        return report.applied() ? ResponseEntity.ok(report) : refused(report);
    }

    private static ResponseEntity<ProblemDetail> refused(CredentialImport.Report report) {
        var problem = ProblemDetail.forStatusAndDetail(
                WRONG,
                "Nothing was written: %d problems.".formatted(report.problems().size()));
        problem.setProperty("errors", report.problems());
        return ResponseEntity.of(problem).build();
    }
}
