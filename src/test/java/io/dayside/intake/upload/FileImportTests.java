package io.dayside.intake.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.archive.StoreOutcome.Refused;
import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.CtSlice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an import does where the archive says "not now". */
@Timeout(60)
class FileImportTests {

    private static final int SLICES = 30;
    private static final Refused BY_PACE =
            new Refused(Reason.NOT_ADMITTED, "More objects a minute than agreed; STAT orders are still taken");
    private static final Refused DISK_FULL =
            new Refused(Reason.NOT_ADMITTED, "Disk is almost full; STAT orders are still taken");
    private static final Refused BY_QUOTA =
            new Refused(Reason.NOT_ADMITTED, "Storage quota is used up; STAT orders are still taken");

    @TempDir
    private Path folder;

    private final PacedArchive archive = new PacedArchive();
    private int waits;

    @Test
    void theAgreedPaceDelaysAnUploadAndLosesNothing() throws Exception {
        archive.refusal = BY_PACE;
        archive.allowed = 10;

        var report = imported(() -> archive.allowed++);

        assertThat(report.stored()).isEqualTo(SLICES);
        assertThat(report.refused()).isZero();
        assertThat(report.notes()).isEmpty();
        assertThat(archive.stored).hasSize(SLICES);
        assertThat(waits).isEqualTo(SLICES - 10);
    }

    @Test
    void aPaceThatIsUsedUpForLongIsWaitedFor() throws Exception {
        archive.refusal = BY_PACE;

        var report = imported(() -> archive.allowed = waits < 1000 ? 0 : SLICES);

        assertThat(report.stored()).isEqualTo(SLICES);
        assertThat(waits).isEqualTo(1000);
    }

    @Test
    void aDiskThatIsFullForAMomentAtEachObjectLosesNothing() throws Exception {
        archive.refusal = DISK_FULL;

        var report = imported(() -> archive.allowed = waits % 5 == 0 ? 1 : 0);

        assertThat(report.stored()).isEqualTo(SLICES);
        assertThat(waits).isEqualTo(5 * SLICES);
    }

    @Test
    void whereThereIsNoRoomForLongTheFileStaysForLater() throws Exception {
        for (var refusal : List.of(DISK_FULL, new Refused(Reason.OUT_OF_RESOURCES, ""))) {
            archive.refusal = refusal;
            archive.allowed = 3;
            assertThatThrownBy(() -> imported(() -> {})).isInstanceOf(FileImport.NoRoom.class);
        }
    }

    @Test
    void aQuotaThatIsUsedUpIsSaidOfEachObject() throws Exception {
        archive.refusal = BY_QUOTA;
        archive.allowed = 3;

        var report = imported(() -> {});

        assertThat(report.stored()).isEqualTo(3);
        assertThat(report.refused()).isEqualTo(SLICES - 3);
        assertThat(waits).isZero();
    }

    private FileReport imported(Runnable afterEachWait) throws IOException {
        var slice = CtSlice.ofNewStudy();
        var entries = new LinkedHashMap<String, byte[]>();
        for (int number = 1; number <= SLICES; number++) {
            entries.put("IM" + number, Media.file(slice.sibling(number)));
        }
        var zip = Files.write(folder.resolve("1"), Media.zip(entries));
        var file = new UploadFile(1, "ct.zip", Files.size(zip), 0, Files.size(zip), UploadFile.State.WHOLE);
        return new FileImport(archive, upload(), file, new ImportProgress(), () -> {
                    waits++;
                    afterEachWait.run();
                })
                .run(zip);
    }

    private static Upload upload() {
        var id = new UploadId(new TenantId("northgate"), UUID.randomUUID());
        return new Upload(id, "subject", "Ada", "NGM", Upload.State.OPEN, null, Instant.EPOCH, Instant.EPOCH);
    }

    /** Takes as many as it is allowed to. */
    private static final class PacedArchive implements Archive {

        private final Set<String> stored = new LinkedHashSet<>();
        private Refused refusal = BY_PACE;
        private int allowed;

        @Override
        public StoreOutcome store(ReceivedInstance instance) throws IOException {
            instance.dataset().transferTo(java.io.OutputStream.nullOutputStream());
            if (allowed == 0) {
                return refusal;
            }
            allowed--;
            stored.add(instance.sopInstanceUid());
            return new StoreOutcome.Stored(new StudyRef(instance.tenant(), "1.2"), instance.sopInstanceUid());
        }

        @Override
        public Optional<ArchivedStudy> study(StudyRef study) {
            throw new UnsupportedOperationException("an import only stores");
        }

        @Override
        public List<ArchivedInstance> instances(StudyRef study) {
            throw new UnsupportedOperationException("an import only stores");
        }

        @Override
        public InputStream open(TenantId tenant, String sopInstanceUid) {
            throw new UnsupportedOperationException("an import only stores");
        }
    }
}
