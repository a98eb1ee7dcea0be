package io.dayside.intake.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uploads over HTTP as a script would, in the name of one person. */
record Uploader(int port, String username) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    String begin() {
        return begin("northgate");
    }

    /** The address of a new upload. */
    String begin(String hospital) {
        var answer = send(json("/api/uploads", "{\"hospital\": \"" + hospital + "\"}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** Adds a file with its bytes, and is answered with its address. */
    String add(String upload, String name, byte[] content) {
        var answer = tryAdd(upload, name, content.length, content);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Upload-Offset")).contains("" + content.length);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    HttpResponse<String> tryAdd(String upload, String name, long bytes, byte[] content) {
        var request = tus(upload + "/files")
                .header("Upload-Length", "" + bytes)
                .header("Upload-Metadata", metadata(name))
                .POST(BodyPublishers.ofByteArray(content));
        return send(content.length == 0 ? request : request.header("Content-Type", "application/offset+octet-stream"));
    }

    private static String metadata(String name) {
        var encoded = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        return "filename " + encoded + ",modified "
                + Base64.getEncoder().encodeToString("1795000000000".getBytes(StandardCharsets.US_ASCII));
    }

    HttpResponse<String> append(String file, long offset, byte[] content) {
        return send(patch(file, offset).method("PATCH", BodyPublishers.ofByteArray(content)));
    }

    HttpRequest.Builder patch(String file, long offset) {
        return tus(file).header("Upload-Offset", "" + offset).header("Content-Type", "application/offset+octet-stream");
    }

    long offset(String file) {
        var answer = send(tus(file).HEAD());
        assertThat(answer.statusCode()).isEqualTo(200);
        return Long.parseLong(answer.headers().firstValue("Upload-Offset").orElseThrow());
    }

    HttpResponse<String> finish(String upload) {
        return send(request(upload + "/finish").POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> delete(String path) {
        return send(tus(path).DELETE());
    }

    JsonNode report(String upload) {
        var answer = send(request(upload));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    JsonNode list() {
        return JSON.readTree(send(request("/api/uploads")).body());
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** Finishes the upload and waits for its end. */
    JsonNode reportOf(String upload) throws InterruptedException {
        var answer = finish(upload);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return awaitEnd(upload);
    }

    JsonNode awaitEnd(String upload) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            var report = report(upload);
            if (report.path("standing").path("state").asString("").equals("ENDED")) {
                return report;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the upload does not end: " + report(upload));
    }

    /** Announces a body, sends some of it, and says nothing more. The caller closes the connection. */
    Socket sendAndFallSilent(String file, long offset, long announced, byte[] content) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        out.write(("PATCH " + file + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + username
                        + "\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream"
                        + "\r\nUpload-Offset: " + offset + "\r\nContent-Length: " + announced + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(content);
        out.flush();
        return socket;
    }

    /** The status line of the answer. */
    static String answered(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + username);
    }

    HttpRequest.Builder tus(String path) {
        return request(path).header("Tus-Resumable", "1.0.0");
    }

    HttpRequest.Builder json(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
