package io.dayside.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The sample set of other people's files; tests that need it are skipped where the folder is missing. */
public final class SampleSet {

    private SampleSet() {}

    /** One line of the manifest. */
    public record Sample(String name, Path file, String transferSyntax, String dcmdump, boolean malformed, String why) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** The folder of DICOM samples, absolute since tools run elsewhere; aborts the test where there is none. */
    public static Path folder() {
        String named = System.getenv("DAYSIDE_SHARED_DATA");
        Path data = named == null ? Path.of("..", "shared", "data") : Path.of(named);
        Path samples = data.resolve("dicom-samples").toAbsolutePath().normalize();
        Assumptions.assumeTrue(
                Files.isRegularFile(samples.resolve("MANIFEST.tsv")), "no dicom-samples; set DAYSIDE_SHARED_DATA");
        return samples;
    }

    public static Path file(String name) {
        return folder().resolve(name);
    }

    public static List<Sample> all() {
        Path folder = folder();
        try {
            return Files.readAllLines(folder.resolve("MANIFEST.tsv")).stream()
                    .skip(1)
                    .map(line -> sampleOf(folder, line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample sampleOf(Path folder, String[] fields) {
        String syntax = fields[5].isEmpty() ? "" : fields[5].split(" ", 2)[0];
        String why = fields[16];
        return new Sample(fields[0], folder.resolve(fields[0]), syntax, fields[14], why.startsWith("MALFORMED"), why);
    }
}
