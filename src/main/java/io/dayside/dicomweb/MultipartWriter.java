package io.dayside.dicomweb;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes a {@code multipart/related} response part by part. One that breaks off lacks its closing boundary. */
final class MultipartWriter {

    private final HttpServletResponse response;
    private final OutputStream out;
    private final String boundary = "dayside-" + UUID.randomUUID();
    private final String end = "\r\n--" + boundary + "--\r\n";

    /** @param type of the parts, as the response's content type names it */
    MultipartWriter(HttpServletResponse response, String type) throws IOException {
        response.setContentType("multipart/related; type=\"%s\"; boundary=%s".formatted(type, boundary));
        this.response = response;
        this.out = response.getOutputStream();
    }

    /** Says how long the response is, whose only part is the next one, so that it is not cut into chunks. */
    void expectOnly(String contentType, String location, long bytes) {
        response.setContentLengthLong(start(contentType, location).length() + bytes + end.length());
    }

    /** Starts the next part. Its content goes into the result, which must not be closed. */
    OutputStream part(String contentType, String location) throws IOException {
        write(start(contentType, location));
        return out;
    }

    private String start(String contentType, String location) {
        return "\r\n--" + boundary + "\r\nContent-Type: " + contentType
                + (location.isEmpty() ? "" : "\r\nContent-Location: " + location) + "\r\n\r\n";
    }

    void end() throws IOException {
        write(end);
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
