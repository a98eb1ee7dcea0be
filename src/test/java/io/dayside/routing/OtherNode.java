package io.dayside.routing;

import io.dayside.testing.CaseRooms;
import io.dayside.testing.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** A second node on the same database, in a process of its own that can be killed at any instant. */
final class OtherNode implements AutoCloseable {

    private static final String ANSWER = "= ";
    private static final String UP = "up";
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final Process process;
    private final Writer in;
    private final Map<Integer, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private final CompletableFuture<String> up = new CompletableFuture<>();
    private int acts;

    /** Starts it and waits until it works. */
    OtherNode(Map<String, String> properties) throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=UTC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherNode.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        in = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::listen);
        for (var property : properties.entrySet()) {
            in.write(property.getKey() + "=" + property.getValue() + "\n");
        }
        in.write("\n");
        in.flush();
        up.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
    }

    /** Fails when the node ends before it answers. */
    synchronized CompletableFuture<String> ask(String act) throws IOException {
        var answer = new CompletableFuture<String>();
        asked.put(++acts, answer);
        in.write(acts + " " + act + "\n");
        in.flush();
        return answer;
    }

    /** Ends it as a power failure would. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void listen() {
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ANSWER)) {
                    answered(line.substring(ANSWER.length()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            var end = new IOException("the node has ended");
            up.completeExceptionally(end);
            asked.values().forEach(one -> one.completeExceptionally(end));
        }
    }

    private void answered(String line) {
        if (line.equals(UP)) {
            up.complete(line);
            return;
        }
        int end = line.indexOf(' ');
        var answer = asked.get(Integer.valueOf(line.substring(0, end)));
        if (answer != null) {
            answer.complete(line.substring(end + 1));
        }
    }

    /** Reads its properties from standard input, then acts, each done beside the others; ends with whoever started it. */
    static void main() throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> properties = new ArrayList<>();
        for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            properties.add("--" + line);
        }
        var application = new SpringApplication(CaseRooms.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        var rooms = application.run(properties.toArray(String[]::new));
        TwoNodesTests.employ(rooms.getBean(World.class));
        var acts = new NodeActs(rooms);
        say(UP);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var act = line.split(" ", 2);
            Thread.ofVirtual().start(() -> say(act[0] + " " + result(acts, act[1])));
        }
        Runtime.getRuntime().halt(0);
    }

    private static String result(NodeActs acts, String act) {
        try {
            return acts.perform(act);
        } catch (RuntimeException e) {
            return "failed: " + act + ": " + e;
        }
    }

    private static synchronized void say(String line) {
        System.out.println(ANSWER + line);
        System.out.flush();
    }
}
