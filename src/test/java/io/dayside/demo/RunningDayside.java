package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code ./dayside up} as a process of its own, and a Chromium to look at it. */
final class RunningDayside implements AutoCloseable {

    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final String PASSWORD = "dayside-demo";
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final int web;

    private RunningDayside(Process process, int web) {
        this.process = process;
        this.web = web;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param web port of the pages; DICOM, HL7 and operations have the three after it
     */
    static RunningDayside start(Path data, int web) throws IOException {
        var home = Path.of("").toAbsolutePath();
        var classPath = Pattern.compile(":")
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> !entry.endsWith("test-classes"))
                .toList();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1500m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Ddayside.home=" + home,
                        "-cp",
                        String.join(":", classPath),
                        "io.dayside.launch.Main",
                        "up",
                        "--no-traffic",
                        "--port=" + web,
                        "--dicom-port=" + (web + 1),
                        "--hl7-port=" + (web + 2),
                        "--operations-port=" + (web + 3),
                        "--config=" + home.resolve("tenant-config"),
                        "--data=" + data)
                .redirectErrorStream(true)
                .start();
        var running = new RunningDayside(process, web);
        running.awaitReady();
        return running;
    }

    private void awaitReady() throws IOException {
        var said = new ArrayList<String>();
        var output = process.inputReader();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.equals("Ctrl-C ends it.")) {
                assertThat(said).contains("Dayside is ready: http://localhost:" + web);
                Thread.startVirtualThread(() -> output.lines().forEach(_ -> {}));
                return;
            }
        }
        throw new AssertionError("up ended before it was ready:\n" + String.join("\n", said));
    }

    String address(String path) {
        return "http://localhost:" + web + path;
    }

    static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    static Browser chromium(Playwright playwright) {
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

    /** Logs in through Keycloak, which asks for the name first and for the password on the next page. */
    Page loggedIn(Browser browser, String username) {
        var page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 860))
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

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
