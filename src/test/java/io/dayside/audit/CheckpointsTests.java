package io.dayside.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTests {

    private static final TrailVerifier.KnownHead FIRST = new TrailVerifier.KnownHead("northgate", 7, "ab".repeat(32));
    private static final TrailVerifier.KnownHead SECOND = new TrailVerifier.KnownHead("northgate", 9, "cd".repeat(32));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void notedHeadsAreReadBackInOrderAndOnce() throws Exception {
        var checkpoints = new Checkpoints(folder);
        checkpoints.note(FIRST);
        checkpoints.note(FIRST);
        checkpoints.note(SECOND);

        assertThat(new Checkpoints(folder).all()).containsExactly(FIRST, SECOND);
    }

    @Test
    void aChangedLineIsNotTrusted() throws Exception {
        new Checkpoints(folder).note(FIRST);
        var file = folder.resolve("checkpoints.txt");
        Files.writeString(file, Files.readString(file).replace("northgate 7", "northgate 8"));

        assertThatExceptionOfType(Checkpoints.Untrusted.class)
                .isThrownBy(() -> new Checkpoints(folder).all())
                .withMessageContaining("line 1");
    }

    @Test
    void onlyItsOwnerMayReadTheKey() throws Exception {
        new Checkpoints(folder).note(FIRST);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("trail.key"))))
                .isEqualTo("rw-------");
    }
}
