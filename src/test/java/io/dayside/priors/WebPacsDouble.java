package io.dayside.priors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.json.JsonWriter;
import io.dayside.dicom.model.BulkDataUris;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A PACS with DICOMweb that answers what a test tells it to, and remembers who asked. */
final class WebPacsDouble implements AutoCloseable {

    private static final String ROOT = "/dicom-web";

    /** One part of an answer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(String type, byte[] content) {}

    /** Answers one request to a path below the root. */
    interface Script {
        void answer(HttpExchange exchange, String path) throws IOException;
    }

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<PacsObject> found = new ArrayList<>();
    private final List<Part> given = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpServer server;
    private String scheme = "http://127.0.0.1:";
    private String authorization = "";
    private Script script = this::asAsked;
    private Script objects = (exchange, _) -> sendParts(exchange, given, true);

    void start() throws IOException {
        serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    void startTls(SSLContext context) throws IOException {
        var secured = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secured.setHttpsConfigurator(new HttpsConfigurator(context));
        scheme = "https://localhost:";
        serve(secured);
    }

    private void serve(HttpServer created) {
        server = created;
        created.setExecutor(threads);
        created.createContext("/", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                var sent =
                        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
                if (sent.equals(authorization)) {
                    script.answer(exchange, exchange.getRequestURI().getPath().substring(ROOT.length()));
                } else {
                    exchange.sendResponseHeaders(401, -1);
                }
            }
        });
        created.start();
    }

    URI base() {
        return URI.create(scheme + Objects.requireNonNull(server).getAddress().getPort() + ROOT);
    }

    List<String> requests() {
        return requests;
    }

    WebPacsDouble finds(PacsObject object) {
        found.add(object);
        return this;
    }

    WebPacsDouble gives(PacsObject object) {
        return gives(new Part("application/dicom", object.file()));
    }

    WebPacsDouble gives(Part part) {
        given.add(part);
        return this;
    }

    WebPacsDouble wants(String header) {
        authorization = header;
        return this;
    }

    void answers(Script instead) {
        script = instead;
    }

    void answersObjects(Script instead) {
        objects = instead;
    }

    private void asAsked(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/studies")) {
            var body = found.stream().map(WebPacsDouble::json).collect(Collectors.joining(",", "[", "]"));
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/dicom+json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } else {
            objects.answer(exchange, path);
        }
    }

    /** One object of the DICOM JSON model. */
    static String json(PacsObject object) {
        var described = new Attributes()
                .addAll(object.dataset())
                .setString(Tag.ModalitiesInStudy, VR.CS, object.dataset().getString(Tag.Modality, ""));
        described.remove(Tag.PixelData);
        var out = new ByteArrayOutputStream();
        try {
            JsonWriter.write(out, described, BulkDataUris.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** @param whole whether the last part and the closing boundary come too */
    void sendParts(HttpExchange exchange, List<Part> parts, boolean whole) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=\"ed ge\"");
        exchange.sendResponseHeaders(200, 0);
        var body = exchange.getResponseBody();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            body.write("\r\n--ed ge\r\nContent-Type: %s\r\n\r\n"
                    .formatted(part.type())
                    .getBytes(StandardCharsets.US_ASCII));
            boolean cut = !whole && i == parts.size() - 1;
            body.write(part.content(), 0, cut ? part.content().length / 2 : part.content().length);
        }
        if (whole) {
            body.write("\r\n--ed ge--\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
