package io.dayside.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.demo.TestFilms;
import io.dayside.testing.RunningDayside;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./dayside archive scrub} beside a running Dayside: whole objects, then one of which a byte was altered on disk. */
class ScrubJourney {

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    @Test
    void whatIsWholeIsSaidToBeWholeAndWhatIsNotIsNamed() throws Exception {
        var data = folder.resolve("data");
        try (var dayside = RunningDayside.start(data)) {
            TestFilms.send(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), dayside.dicomPort()),
                    "DAYSIDE_SEND",
                    "ACADEMY");

            var whole = new Said(data);
            assertThat(whole.code).as(whole.text).isZero();
            assertThat(whole.text).contains("10 objects", "0 damaged", "Every object is what was received.");

            alterAByte(data.resolve("objects/academy"));
            var damaged = new Said(data, "--tenant", "academy");
            assertThat(damaged.code).as(damaged.text).isEqualTo(1);
            assertThat(damaged.text).contains("1 damaged", "There are DAMAGED objects.");

            assertThat(new Said(data, "--tenant", "nowhere").code).isNotZero();
        }
    }

    /** In the middle of the largest file, which is within the pixels of an object. */
    private static void alterAByte(Path objects) throws IOException {
        try (var files = Files.walk(objects)) {
            var largest = files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
            try (var file = new RandomAccessFile(largest.toFile(), "rw")) {
                long middle = 1_500_000;
                assertThat(file.length()).isGreaterThan(middle);
                file.seek(middle);
                int before = file.read();
                file.seek(middle);
                file.write(before ^ 0x55);
            }
        }
    }

    /** What the command answered. */
    private static final class Said {

        private final int code;
        private final String text;

        Said(Path data, String... more) {
            var out = new StringWriter();
            var line = new CommandLine(new ArchiveCommand());
            line.setOut(new PrintWriter(out));
            line.setErr(new PrintWriter(out));
            var words = new ArrayList<>(List.of("scrub", "--data", data.toString()));
            words.addAll(List.of(more));
            code = line.execute(words.toArray(String[]::new));
            text = out.toString();
        }
    }
}
