package io.dayside.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.tenancy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.server.ResponseStatusException;

class SpoolTests {

    private static final TenantId NORTHGATE = new TenantId("northgate");
    private static final TenantId HARBOUR = new TenantId("harbour");
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path data;

    private SpoolFolder folder() throws IOException {
        return new SpoolFolder(data, 1, 1, () -> Long.MAX_VALUE);
    }

    private static void refuses(Spool spool, int bytes, int status) {
        assertThatThrownBy(() -> spool.keep(bytes(bytes)))
                .isInstanceOfSatisfying(
                        ResponseStatusException.class,
                        refusal -> assertThat(refusal.getStatusCode().value()).isEqualTo(status));
    }

    private static ByteArrayInputStream bytes(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    private long files() throws IOException {
        try (var all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void whatIsKeptComesBackAndIsGoneWithTheRequest() throws Exception {
        try (var spool = folder().open(NORTHGATE, MIB)) {
            var kept = spool.keep(new ByteArrayInputStream(new byte[] {1, 2, 3}));

            assertThat(kept.bytes()).isEqualTo(3);
            assertThat(kept.file().getParent()).isEqualTo(data.resolve("spool/northgate"));
            assertThat(Files.getPosixFilePermissions(kept.file())).hasSize(2);
            try (var in = kept.open()) {
                assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
            }
        }
        assertThat(files()).isZero();
    }

    @Test
    void oneRequestKeepsNoMoreThanItsShare() throws Exception {
        try (var spool = folder().open(NORTHGATE, 100)) {
            spool.keep(bytes(60));

            assertThatThrownBy(() -> spool.keep(bytes(41)))
                    .isInstanceOfSatisfying(
                            ResponseStatusException.class,
                            refusal ->
                                    assertThat(refusal.getStatusCode().value()).isEqualTo(413));
        }
        assertThat(files()).isZero();
    }

    @Test
    void allTogetherKeepNoMoreThanThereIsAndGiveItBack() throws Exception {
        var folder = folder();
        try (var one = folder.open(NORTHGATE, MIB)) {
            one.keep(bytes(MIB - 10));
            try (var other = folder.open(HARBOUR, MIB)) {
                assertThatThrownBy(() -> other.keep(bytes(11)))
                        .isInstanceOfSatisfying(
                                ResponseStatusException.class,
                                refusal -> assertThat(refusal.getStatusCode().value())
                                        .isEqualTo(503));
            }
        }
        try (var later = folder.open(HARBOUR, MIB)) {
            assertThat(later.keep(bytes(MIB)).bytes()).isEqualTo(MIB);
        }
    }

    @Test
    void aHospitalKeepsItsShareAndLeavesTheRestToOthers() throws Exception {
        var folder = new SpoolFolder(data, 3, 1, () -> Long.MAX_VALUE);
        try (var one = folder.open(NORTHGATE, 2 * MIB);
                var another = folder.open(NORTHGATE, 2 * MIB);
                var others = folder.open(HARBOUR, 2 * MIB)) {
            one.keep(bytes(MIB - 10));

            refuses(another, 11, 503);
            assertThat(others.keep(bytes(MIB)).bytes()).isEqualTo(MIB);
        }
        try (var later = folder.open(NORTHGATE, MIB)) {
            assertThat(later.keep(bytes(MIB)).bytes()).isEqualTo(MIB);
        }
    }

    @Test
    void theArchivesReserveOfTheDiskIsLeftAlone() throws Exception {
        try (var spool = new SpoolFolder(data, 1, 1, () -> 100).open(NORTHGATE, MIB)) {
            refuses(spool, 101, 507);
        }
        assertThat(files()).isZero();
    }

    @Test
    void whatCannotBeRemovedIsGivenBackAllTheSame() throws Exception {
        var folder = folder();
        var spool = folder.open(NORTHGATE, MIB);
        var kept = spool.keep(bytes(MIB)).file();
        Files.delete(kept);
        Files.createDirectories(kept.resolve("in the way"));
        assertThatThrownBy(spool::close).isInstanceOf(IOException.class);

        try (var later = folder.open(NORTHGATE, MIB)) {
            assertThat(later.keep(bytes(MIB)).bytes()).isEqualTo(MIB);
        }
    }

    /** The folder is gone, as permissions do not bind every user that runs tests. */
    @Test
    void DUR14_aDiskThatTakesNoFileIsAFullOne() throws Exception {
        try (var spool = folder().open(NORTHGATE, MIB)) {
            Files.delete(data.resolve("spool/northgate"));

            assertThatThrownBy(() -> spool.keep(bytes(1)))
                    .isInstanceOfSatisfying(
                            ResponseStatusException.class,
                            refusal ->
                                    assertThat(refusal.getStatusCode().value()).isEqualTo(507));
        }
    }

    @Test
    void whatAnEndedProcessLeftIsRemoved() throws Exception {
        folder().open(NORTHGATE, MIB).keep(bytes(5));
        assertThat(files()).isOne();

        folder().open(NORTHGATE, MIB).close();

        assertThat(files()).isZero();
    }
}
