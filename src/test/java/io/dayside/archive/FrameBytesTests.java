package io.dayside.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes in pieces are the bytes. */
class FrameBytesTests {

    private final byte[] content = new byte[600_001];

    private final PiecePool pool = new PiecePool(100);

    @TempDir
    private Path folder;

    FrameBytesTests() {
        new Random(7).nextBytes(content);
    }

    @Test
    void whatIsReadCutAndJoinedIsWhatStandsInTheFile() throws Exception {
        var file = Files.write(folder.resolve("file"), content);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var most = FrameBytes.read(channel, 1, 600_000, pool);
            var cut = most.slice(131_071, 300_000);
            var joined = FrameBytes.joined(List.of(most.slice(0, 10), cut));

            assertThat(most.length()).isEqualTo(600_000);
            assertThat(written(most)).isEqualTo(Arrays.copyOfRange(content, 1, 600_001));
            assertThat(most.stream().readAllBytes()).isEqualTo(written(most));
            assertThat(written(cut)).isEqualTo(Arrays.copyOfRange(content, 131_072, 431_072));
            assertThat(cut.stream().readAllBytes()).isEqualTo(written(cut));
            assertThat(written(joined)).hasSize(300_010).startsWith(Arrays.copyOfRange(content, 1, 11));
            assertThat(written(cut.slice(5, 7))).isEqualTo(Arrays.copyOfRange(content, 131_077, 131_084));
            var crc = new CRC32C();
            crc.update(content, 131_072, 300_000);
            assertThat(cut.crc32c()).isEqualTo((int) crc.getValue());
            assertThat(cut.crc32c()).as("again").isEqualTo((int) crc.getValue());
            assertThatThrownBy(() -> FrameBytes.read(channel, 2, 600_000, pool)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void whatIsClosedIsEmptyAndItsMemoryServesTheNext() throws Exception {
        var file = Files.write(folder.resolve("file"), content);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var first = FrameBytes.read(channel, 0, 200_000, pool);
            var view = first.slice(0, 100);
            view.close();
            assertThat(written(first)).as("a view gives nothing back").hasSize(200_000);
            first.close();
            first.close();
            assertThat(first.length()).isZero();
            assertThat(written(first)).isEmpty();

            var second = FrameBytes.read(channel, 300_000, 130_000, pool);
            var third = FrameBytes.read(channel, 100, 300_000, pool);
            assertThat(written(second)).isEqualTo(Arrays.copyOfRange(content, 300_000, 430_000));
            assertThat(written(third))
                    .as("closed twice, given back once")
                    .isEqualTo(Arrays.copyOfRange(content, 100, 300_100));
            assertThatThrownBy(() -> FrameBytes.read(channel, 500_000, 200_000, pool))
                    .isInstanceOf(EOFException.class);
        }
    }

    private static byte[] written(FrameBytes bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        bytes.writeTo(out);
        return out.toByteArray();
    }
}
