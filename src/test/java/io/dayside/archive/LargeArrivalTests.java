package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.audit.Actor;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Large objects while the disk has less room than is kept for STAT orders: what they take of it as they come. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@Import(LargeArrivalTests.Parts.class)
class LargeArrivalTests {

    private static final String STAT = "STAT-1";
    private static final int MIB = 1024 * 1024;
    private static final int OBJECT_MIB = 48;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
        registry.add("dayside.archive.disk-reserve", () -> "1000000GB");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        @Primary
        Tenants fixedTenants() {
            return new FixedHospitals(Duration.ofSeconds(5));
        }

        @Bean
        StudyUrgency oneStatOrder() {
            return (TenantId _, String accession, String _) -> accession.equals(STAT);
        }
    }

    @Autowired
    private Archive archive;

    @Value("${dayside.data-dir}")
    private Path dataDirectory;

    @Test
    void DUR14_aRoutineObjectIsRefusedAsItComesAndTakesNoMoreOfTheReserve() throws Exception {
        var arriving = new Arriving(encoded(CtSlice.ofNewStudy()));

        var outcome = store(arriving);

        assertThat(outcome)
                .isEqualTo(
                        new StoreOutcome.Refused(StoreOutcome.Reason.NOT_ADMITTED, Admission.Objection.DISK.words()));
        assertThat(arriving.mostOnDisk).as("of " + OBJECT_MIB + " MiB").isLessThanOrEqualTo(21L * MIB);
        assertThat(arriving.read).as("the sender is heard to the end").isEqualTo(arriving.slice.length);
        assertThat(onDisk()).as("and nothing is kept").isZero();
    }

    @Test
    void DUR14_anObjectOfAStatOrderMayTakeWhatIsLeft() throws Exception {
        var slice = CtSlice.ofNewStudy().withAccession(STAT);
        var arriving = new Arriving(encoded(slice));

        assertThat(store(arriving)).isInstanceOf(StoreOutcome.Stored.class);
        assertThat(arriving.mostOnDisk).isGreaterThan(40L * MIB);
        try (var stored = TenantScope.call(NORTHGATE, () -> archive.open(NORTHGATE, arriving.sopUid()))) {
            assertThat(stored.readAllBytes().length).isGreaterThan(OBJECT_MIB * MIB);
        }
    }

    private StoreOutcome store(Arriving arriving) throws IOException {
        return Actor.call(
                Actor.device("NG_CT1"),
                () -> archive.store(new ReceivedInstance(
                        NORTHGATE,
                        "MAIN",
                        "NG_CT1",
                        UID.CTImageStorage,
                        arriving.sopUid(),
                        UID.ExplicitVRLittleEndian,
                        arriving)));
    }

    private record Encoded(String sopUid, byte[] bytes) {}

    private static Encoded encoded(CtSlice slice) {
        var dataset = slice.dataset().setBytes(Tag.PixelData, VR.OW, new byte[OBJECT_MIB * MIB]);
        return new Encoded(slice.sopUid(), CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE));
    }

    private long onDisk() throws IOException {
        long most = 0;
        for (Path file : ObjectFiles.children(dataDirectory.resolve("objects/northgate/incoming"))) {
            most = Math.max(most, Files.size(file));
        }
        return most;
    }

    /** Looks at each read at what has been written. */
    private final class Arriving extends FilterInputStream {

        private final String sopUid;
        private final byte[] slice;
        private long mostOnDisk;
        private long read;

        Arriving(Encoded object) {
            super(new ByteArrayInputStream(object.bytes()));
            this.sopUid = object.sopUid();
            this.slice = object.bytes();
        }

        String sopUid() {
            return sopUid;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, Math.min(length, 64 * 1024));
            read += Math.max(0, count);
            mostOnDisk = Math.max(mostOnDisk, onDisk());
            return count;
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            var buffer = new byte[64 * 1024];
            long total = 0;
            for (int count = read(buffer, 0, buffer.length); count >= 0; count = read(buffer, 0, buffer.length)) {
                out.write(buffer, 0, count);
                total += count;
            }
            return total;
        }
    }
}
