package io.dayside.dicomweb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;

/** OHIF as a hospital serves it: the files of its npm package on an origin of their own, with a configuration of ours. */
final class OhifServer implements AutoCloseable {

    /** Where {@code ./dayside test} installs it. */
    private static final Path DIST = Path.of("target/ohif/node_modules/@ohif/app/dist");

    private static final Path CONFIGURATION = Path.of("docs/ohif/app-config.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "wasm", "application/wasm",
            "woff2", "font/woff2");

    private final HttpServer server;
    private final byte[] configuration;

    private OhifServer(HttpServer server, byte[] configuration) {
        this.server = server;
        this.configuration = configuration;
    }

    /**
     * @param dayside address in place of the one in the documented configuration
     * @param login address of Keycloak, likewise
     */
    static OhifServer start(int port, String dayside, String login) throws IOException {
        Assumptions.assumeTrue(
                Files.isRegularFile(DIST.resolve("index.html")), "npm package @ohif/app is not installed");
        var configuration = Files.readString(CONFIGURATION)
                .replace("https://dayside.example", dayside)
                .replace("https://login.example", login)
                // Without a graphics card the processor draws sooner than an emulated one.
                .replace("showStudyList: true,", "showStudyList: true, useCPURendering: true,")
                .replace("showCPUFallbackMessage: true", "showCPUFallbackMessage: false");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var ohif = new OhifServer(server, configuration.getBytes(StandardCharsets.UTF_8));
        server.createContext("/", ohif::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return ohif;
    }

    /** Its own addresses are all of the one page. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var file = DIST.resolve(path.substring(1)).normalize();
            boolean exists = file.startsWith(DIST) && Files.isRegularFile(file);
            var body = path.equals("/app-config.js")
                    ? configuration
                    : Files.readAllBytes(exists ? file : DIST.resolve("index.html"));
            var name = exists ? path : "/index.html";
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
