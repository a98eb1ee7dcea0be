package io.dayside.dicomweb;

import io.dayside.archive.DamagedObject;
import io.dayside.archive.ObjectsUnreachable;
import io.dayside.dicom.web.BrokenMultipart;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refusals in the form of RFC 9457, whatever the caller accepts: headers of DICOMweb are often not understood by the
 * framework's own negotiation. A response that has begun breaks off instead. For those controllers alone that write their
 * responses themselves, and just before the framework's own advice, which has the order 0.
 */
@RestControllerAdvice(
        assignableTypes = {
            RetrieveController.class,
            FramesController.class,
            RenderedController.class,
            UriController.class,
            StoreController.class
        })
@Order(-1)
class DicomWebProblems {

    private final JsonMapper json;

    DicomWebProblems(JsonMapper json) {
        this.json = json;
    }

    @ExceptionHandler
    void refused(ResponseStatusException refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(refusal, request, response);
    }

    @ExceptionHandler
    void damaged(DamagedObject damage, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(Refusals.damaged(), request, response);
    }

    @ExceptionHandler
    void unreachable(ObjectsUnreachable away, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(Refusals.unreachable(), request, response);
    }

    @ExceptionHandler
    void broken(BrokenMultipart broken, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(Refusals.badRequest("The request cannot be read: " + broken.getMessage() + "."), request, response);
    }

    private void answer(ResponseStatusException refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            throw new IOException("the response breaks off: " + refusal.getReason(), refusal);
        }
        resetButForBrowsers(response);
        var problem = ProblemDetail.forStatusAndDetail(
                refusal.getStatusCode(), refusal.getReason() == null ? "" : refusal.getReason());
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(refusal.getStatusCode().value());
        refusal.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        if (refusal.getStatusCode().value() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "10");
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    /** Keeps what lets the page of another origin read the answer. */
    private static void resetButForBrowsers(HttpServletResponse response) {
        var kept = response.getHeaderNames().stream()
                .filter(name -> name.startsWith("Access-Control-") || name.equalsIgnoreCase(HttpHeaders.VARY))
                .collect(Collectors.toMap(name -> name, response::getHeaders));
        response.reset();
        kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }
}
