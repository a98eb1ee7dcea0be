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
import org.jspecify.annotations.Nullable;

/**
 * {@code ./dayside fuzz TARGET --minutes N}: runs Jazzer on one target. Its instrumentation cannot read class files of
 * Java 25 yet, so it gets copies of the kernel's that claim to be of Java 23, which they might be.
 */
public final class FuzzRun {

    private static final int JAVA_23 = 67;
    private static final int VERSION_BYTE = 7;
    private static final String KERNEL = "io/dayside/dicom";

    private FuzzRun() {}

    public static void main(String[] arguments) throws Exception {
        FuzzTarget target = targetOf(arguments);
        if (target == null) {
            System.err.println("Usage: ./dayside fuzz TARGET [--minutes N]   TARGET is one of " + names());
            System.exit(2);
            return;
        }
        Path home = Path.of(System.getProperty("dayside.home", ""));
        Path work = Files.createDirectories(home.resolve("target/fuzz"));
        Path classes = work.resolve("classes");
        copyClasses(home.resolve("target/classes"), classes);
        copyClasses(home.resolve("target/test-classes"), classes);
        Path corpus = Files.createDirectories(work.resolve(target.name().toLowerCase(Locale.ROOT)));
        writeSeeds(target, corpus);
        System.exit(jazzer(target, minutesOf(arguments), classes, corpus, work));
    }

    private static @Nullable FuzzTarget targetOf(String[] arguments) {
        String name = arguments.length == 0
                ? ""
                : arguments[0].toUpperCase(Locale.ROOT).replace('-', '_');
        return Stream.of(FuzzTarget.values())
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String names() {
        return Stream.of(FuzzTarget.values())
                .map(target -> target.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static int minutesOf(String[] arguments) {
        int option = List.of(arguments).indexOf("--minutes");
        return option < 0 ? 1 : Integer.parseInt(arguments[option + 1]);
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
