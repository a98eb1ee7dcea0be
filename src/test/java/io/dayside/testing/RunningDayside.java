package io.dayside.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.dayside.dicom.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The whole product as {@code ./dayside up} starts it, on free ports and a folder of its own, without traffic.
 * The services have been in the folder before, the application has not.
 */
public final class RunningDayside implements AutoCloseable {

    public static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** Of every demonstration login. */
    public static final String PASSWORD = "dayside-demo";

    /** For what a busy machine does in its own time. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int END_SECONDS = 60;

    private static final Pattern RESULTS_PORT = Pattern.compile("(?m)(?<head>^results:\\n(?:  .*\\n)*?  port: )\\d+");

    private final Process process;
    private final int webPort;
    private final int dicomPort;
    private final int hl7Port;

    private RunningDayside(Process process, int webPort, int dicomPort, int hl7Port) {
        this.process = process;
        this.webPort = webPort;
        this.dicomPort = dicomPort;
        this.hl7Port = hl7Port;
    }

    /** Returns once it is ready. */
    public static RunningDayside start(Path data) throws IOException {
        return start(data, Path.of("").toAbsolutePath().resolve("tenant-config"));
    }

    /** The same with other hospitals. */
    public static RunningDayside start(Path data, Path config) throws IOException {
        if (Files.notExists(data)) {
            FirstStart.copyTo(data);
        }
        int web = PeerProcess.freePort();
        int dicom = PeerProcess.freePort();
        int hl7 = PeerProcess.freePort();
        var home = Path.of("").toAbsolutePath();
        var classPath = Pattern.compile(":")
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> !entry.endsWith("test-classes"))
                .toList();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1500m",
                        // A journey is over before the second compiler has paid for itself.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Ddayside.home=" + home,
                        "-cp",
                        String.join(":", classPath),
                        "io.dayside.launch.Main",
                        "up",
                        "--no-traffic",
                        "--port=" + web,
                        "--dicom-port=" + dicom,
                        "--hl7-port=" + hl7,
                        "--operations-port=" + PeerProcess.freePort(),
                        "--config=" + withFreeReceivers(config, data),
                        "--data=" + data)
                .redirectErrorStream(true)
                .start();
        var running = new RunningDayside(process, web, dicom, hl7);
        try {
            running.awaitReady();
            return running;
        } catch (IOException | AssertionError e) {
            running.close();
            throw e;
        }
    }

    /** A copy beside the data where each hospital receives its reports on a port that nothing else on this machine has. */
    private static Path withFreeReceivers(Path config, Path data) throws IOException {
        var copy = Files.createDirectories(data.resolveSibling(data.getFileName() + "-config"));
        try (var files = Files.list(config)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var own = RESULTS_PORT.matcher(Files.readString(file)).replaceFirst("${head}" + PeerProcess.freePort());
                Files.writeString(copy.resolve(file.getFileName()), own);
            }
        }
        return copy;
    }

    private void awaitReady() throws IOException {
        var said = new ArrayList<String>();
        var output = process.inputReader();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.equals("Ctrl-C ends it.")) {
                Thread.startVirtualThread(() -> output.lines().forEach(_ -> {}));
                return;
            }
        }
        throw new AssertionError("up ended before it was ready:\n" + String.join("\n", said));
    }

    public String address(String path) {
        return "http://localhost:" + webPort + path;
    }

    public int dicomPort() {
        return dicomPort;
    }

    public int hl7Port() {
        return hl7Port;
    }

    public static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    /** Chromium as Debian ships it, without a graphics card. */
    public static Browser chromium(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--use-angle=swiftshader",
                                "--enable-unsafe-swiftshader",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
    }

    /** As {@link #loggedIn(Browser, String, ColorScheme)}, in the light. */
    public Page loggedIn(Browser browser, String username) {
        return loggedIn(browser, username, ColorScheme.LIGHT);
    }

    /** Logs in through Keycloak, which asks for the name first and for the password on the next page. */
    public Page loggedIn(Browser browser, String username, ColorScheme colours) {
        var page = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(1440, 860)
                        .setColorScheme(colours))
                .newPage();
        page.setDefaultTimeout((double) PATIENCE.toMillis());
        page.navigate(address("/"));
        page.locator("#username").fill(username);
        page.locator("#username").press("Enter");
        page.locator("#password").fill(PASSWORD);
        page.locator("#password").press("Enter");
        page.waitForURL(Pattern.compile(Pattern.quote(address("/")) + "[a-z]+.*"));
        return page;
    }

    /**
     * Services that {@code up} started and that answer nothing from now on, as behind a broken network.
     *
     * @param part of the command line of each
     */
    public Paused pause(String... part) throws IOException {
        var found = process.descendants()
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> Stream.of(part).anyMatch(line::contains))
                        .isPresent())
                .toList();
        var paused = new Paused(found);
        paused.tell("-STOP");
        return paused;
    }

    /** Goes on when it is closed. */
    public record Paused(List<ProcessHandle> processes) implements AutoCloseable {

        private void tell(String signal) throws IOException {
            for (var one : processes) {
                new ProcessBuilder("kill", signal, Long.toString(one.pid()))
                        .inheritIO()
                        .start()
                        .onExit()
                        .join();
            }
        }

        @Override
        public void close() throws IOException {
            tell("-CONT");
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
