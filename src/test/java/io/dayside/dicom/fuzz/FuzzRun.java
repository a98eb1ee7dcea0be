package io.dayside.dicom.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ./dayside fuzz TARGET --minutes N}: runs Jazzer on one target. Its instrumentation cannot read class files of
 * Java 25 yet, so it gets copies of the kernel's that claim to be of Java 23, which they might be.
 */
public final class FuzzRun {

    private static final int JAVA_23 = 67;
    private static final int VERSION_BYTE = 7;
    private static final String KERNEL = "io/dayside/dicom";

    record Request(FuzzTarget target, int minutes) {}

    private FuzzRun() {}

    public static void main(String[] arguments) throws Exception {
        Request request;
        try {
            request = requestOf(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("dayside: " + e.getMessage());
            System.exit(2);
            return;
        }
        FuzzTarget target = request.target();
        Path home = Path.of(System.getProperty("dayside.home", ""));
        Path work = Files.createDirectories(home.resolve("target/fuzz"));
        Path classes = work.resolve("classes");
        copyClasses(home.resolve("target/classes"), classes);
        copyClasses(home.resolve("target/test-classes"), classes);
        Path corpus = Files.createDirectories(work.resolve(target.name().toLowerCase(Locale.ROOT)));
        writeSeeds(target, corpus);
        System.exit(jazzer(target, request.minutes(), classes, corpus, work));
    }

    /** @throws IllegalArgumentException with a line that says what to ask for instead */
    static Request requestOf(String... arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException(
                    "usage: ./dayside fuzz TARGET [--minutes N]; TARGET is one of " + names());
        }
        FuzzTarget target = targetOf(arguments[0]);
        if (arguments.length == 1) {
            return new Request(target, 1);
        }
        if (arguments.length != 3 || !arguments[1].equals("--minutes")) {
            throw new IllegalArgumentException("after the target comes nothing but --minutes N");
        }
        return new Request(target, minutesOf(arguments[2]));
    }

    private static FuzzTarget targetOf(String name) {
        String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Stream.of(FuzzTarget.values())
                .filter(target -> target.name().equals(constant))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fuzz target '" + name + "'; there are " + names()));
    }

    private static String names() {
        return Stream.of(FuzzTarget.values())
                .map(target -> target.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Jazzer takes no time at all for time without end. */
    private static int minutesOf(String text) {
        if (!text.matches("0*[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("--minutes is a whole number from 1 to 9999, was '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static void copyClasses(Path from, Path to) throws IOException {
        Path kernel = from.resolve(KERNEL);
        try (Stream<Path> files = Files.walk(kernel)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling(""));
                byte[] bytes = Files.readAllBytes(file);
                if (file.toString().endsWith(".class")) {
                    bytes[VERSION_BYTE] = JAVA_23;
                }
                Files.write(copy, bytes);
            }
        }
    }

    private static void writeSeeds(FuzzTarget target, Path corpus) throws Exception {
        int number = 0;
        for (byte[] seed : target.seeds()) {
            Files.write(corpus.resolve("seed-" + number++), seed);
        }
    }

    private static int jazzer(FuzzTarget target, int minutes, Path classes, Path corpus, Path work)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + DicomFuzzer.class.getName(),
                "--target_args=" + target.name(),
                "--instrumentation_includes=io.dayside.dicom.**",
                "--custom_hook_includes=io.dayside.dicom.**",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + File.separator,
                "-max_total_time=" + minutes * 60,
                "-max_len=16384",
                "-timeout=5",
                corpus.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        return process.waitFor();
    }
}
