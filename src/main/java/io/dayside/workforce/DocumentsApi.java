package io.dayside.workforce;

import io.dayside.workforce.CredentialDocuments.Outcome;
import io.dayside.workforce.CredentialDocuments.Reason;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Papers of passports, for programs and for the pages' links. */
@RestController
@Tag(name = "Workforce")
class DocumentsApi {

    private final CredentialDocuments documents;

    DocumentsApi(CredentialDocuments documents) {
        this.documents = documents;
    }

    @GetMapping("/api/passports/{username}/documents/{id}")
    @PreAuthorize("hasAnyRole('CREDENTIALING', 'SPECIALIST')")
    @Operation(summary = "The paper itself; reading it leaves an entry in the trail")
    ResponseEntity<byte[]> read(@PathVariable String username, @PathVariable UUID id) {
        var paper = documents.read(username, id).orElseThrow();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(paper.document().mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(paper.document().name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(paper.content());
    }

    @PostMapping("/api/passports/{username}/documents")
    @PreAuthorize("hasRole('CREDENTIALING')")
    @Operation(summary = "Attach the body, a PDF, PNG or JPEG of at most 10 MB, to the credential with that key")
    ResponseEntity<?> attach(
            @PathVariable String username, @RequestParam String credential, @RequestParam String name, InputStream body)
            throws IOException {
        var content = body.readNBytes(CredentialDocuments.MOST_BYTES + 1);
        return switch (documents.attach(username, credential, name, content)) {
            case Outcome.Attached(var document) ->
                ResponseEntity.created(URI.create("/api/passports/%s/documents/%s".formatted(username, document.id())))
                        .body(document);
            case Outcome.Refused(var reason) -> problem(status(reason), reason.words());
        };
    }

    @DeleteMapping("/api/passports/{username}/documents/{id}")
    @PreAuthorize("hasRole('CREDENTIALING')")
    @Operation(summary = "Take a paper away")
    ResponseEntity<ProblemDetail> remove(
            @PathVariable String username, @PathVariable UUID id, @RequestParam String why) {
        if (!Passports.isReason(why)) {
            return problem(HttpStatus.UNPROCESSABLE_CONTENT, "Nothing was taken away: say why in 3 to 300 characters.");
        }
        return documents.remove(username, id, why) ? ResponseEntity.noContent().build() : notFound();
    }

    @ExceptionHandler(NoSuchElementException.class)
    ResponseEntity<ProblemDetail> notFound() {
        return problem(HttpStatus.NOT_FOUND, "There is no such passport, or no such paper in it.");
    }

    private static HttpStatus status(Reason reason) {
        return switch (reason) {
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case WRONG_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case BAD_NAME -> HttpStatus.BAD_REQUEST;
            case NOTHING_TO_PROVE -> HttpStatus.NOT_FOUND;
            case KNOWN -> HttpStatus.CONFLICT;
        };
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail))
                .build();
    }
}
