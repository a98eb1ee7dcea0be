package io.dayside.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    @Test
    void aFullDiskIsToldInOneLineWithTheOption() throws CommandFailure {
        DataFolder data = DataFolder.at(folder.resolve("data"));
        assertThatThrownBy(() -> data.requireFreeSpace(Long.MAX_VALUE))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("MiB free")
                .hasMessageContaining("--data")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void othersMayNotListIt() throws CommandFailure, IOException {
        DataFolder data = DataFolder.at(folder.resolve("data"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())))
                .isEqualTo("rwx--x--x");
    }

    @Test
    void whatHospitalsSentIsForItsOwnerAloneAlsoWhereItWasMadeOtherwise() throws CommandFailure, IOException {
        Path objects = Files.createDirectories(folder.resolve("data/objects"));
        Files.setPosixFilePermissions(objects, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataFolder data = DataFolder.at(folder.resolve("data"));
        for (String part : List.of("objects", "uploads", "demo-received", "logs")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.part(part))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void theLockIsHeldByOneAndFreeAfterwards() throws CommandFailure, IOException {
        DataFolder data = DataFolder.at(folder);
        FileChannel lock = data.tryLock().orElseThrow();
        assertThat(data.tryLock()).isEmpty();
        lock.close();
        FileChannel again = data.tryLock().orElseThrow();
        again.close();
    }

    @Test
    void secretsAreRandomKeptAndForTheirOwnerOnly() throws IOException {
        Path directory = folder.resolve("secrets");
        Secrets secrets = new Secrets(directory);
        String first = secrets.get("one");
        assertThat(first).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(secrets.get("two"));
        assertThat(new Secrets(directory).get("one")).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("one"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void aRememberedPortIsUsedAgainUnlessItIsTaken() throws IOException {
        Ports ports = new Ports(folder);
        int first = ports.claim("redis");
        assertThat(ports.claim("redis")).isEqualTo(first);
        try (var taken = new java.net.ServerSocket(first, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThat(ports.claim("redis")).isNotEqualTo(taken.getLocalPort());
        }
    }
}
