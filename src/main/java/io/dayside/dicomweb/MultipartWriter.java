package io.dayside.dicomweb;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes a {@code multipart/related} response part by part. One that breaks off lacks its closing boundary. */
final class MultipartWriter {

    private final OutputStream out;
    private final String boundary = "dayside-" + UUID.randomUUID();

    /** @param type of the parts, as the response's content type names it */
    MultipartWriter(HttpServletResponse response, String type) throws IOException {
        response.setContentType("multipart/related; type=\"%s\"; boundary=%s".formatted(type, boundary));
        this.out = response.getOutputStream();
    }

    /** Starts the next part. Its content goes into the result, which must not be closed. */
    OutputStream part(String contentType, String location) throws IOException {
        write("\r\n--%s\r\nContent-Type: %s\r\n".formatted(boundary, contentType));
        if (!location.isEmpty()) {
            write("Content-Location: %s\r\n".formatted(location));
        }
        write("\r\n");
        return out;
    }

    void end() throws IOException {
        write("\r\n--%s--\r\n".formatted(boundary));
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
