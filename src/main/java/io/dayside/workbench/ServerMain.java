package io.dayside.workbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/**
 * A server in a process of its own that can be killed. It reads its properties from standard input, so that no other user
 * of the machine sees a password, and ends with the process at the other end.
 */
final class ServerMain {

    private ServerMain() {}

    /** Expects the name of a Spring configuration; on standard input lines of {@code name=value}, then an empty one. */
    static void main(String... application) throws IOException, ClassNotFoundException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> properties = new ArrayList<>();
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            properties.add("--" + line);
        }
        Thread.ofPlatform().daemon().start(() -> endWith(in));
        new SpringApplication(Class.forName(application[0])).run(properties.toArray(String[]::new));
    }

    private static void endWith(BufferedReader parent) {
        try {
            @Nullable String line = parent.readLine();
            while (line != null) {
                line = parent.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }
}
