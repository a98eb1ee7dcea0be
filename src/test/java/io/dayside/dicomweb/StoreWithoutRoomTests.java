package io.dayside.dicomweb;

import static io.dayside.dicomweb.DicomWebClient.STUDIES;
import static io.dayside.dicomweb.DicomWebClient.instance;
import static io.dayside.dicomweb.DicomWebClient.multipart;
import static io.dayside.dicomweb.DicomWebClient.problem;
import static io.dayside.dicomweb.DicomWebClient.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.Status;
import io.dayside.dicomweb.DicomWebClient.Part;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An archive that has no room for some objects of a request. */
@SpringBootTest(
        classes = {DicomWebRooms.class, StoreWithoutRoomTests.Crowded.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StoreWithoutRoomTests {

    private static final String COORDINATOR = "coord.northgate";
    private static final String DICOM = "application/dicom";

    /** More than arrives in memory. */
    private static final int LARGE_BYTES = 6 * 1024 * 1024;

    @Value("${dayside.data-dir}")
    private Path data;

    @Value("${spring.flyway.url:${spring.datasource.url}}")
    private String url;

    @Value("${spring.flyway.user}")
    private String owner;

    @Value("${spring.flyway.password}")
    private String ownerPassword;

    @LocalServerPort
    private int port;

    @Autowired
    private CrowdedArchive archive;

    @Autowired
    private JdbcClient jdbc;

    private DicomWebClient client;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @TestConfiguration
    static class Crowded {

        @Bean
        @Primary
        CrowdedArchive crowdedArchive(@Qualifier("durableArchive") Archive archive) {
            return new CrowdedArchive(archive);
        }
    }

    /** The real one, but for what there is no room for. */
    static final class CrowdedArchive implements Archive {

        private final Archive archive;
        private final Set<String> withoutRoom = ConcurrentHashMap.newKeySet();

        CrowdedArchive(Archive archive) {
            this.archive = archive;
        }

        @Override
        public StoreOutcome store(ReceivedInstance received) throws IOException {
            if (withoutRoom.contains(received.sopInstanceUid())) {
                received.dataset().transferTo(OutputStream.nullOutputStream());
                return new StoreOutcome.Refused(StoreOutcome.Reason.OUT_OF_RESOURCES, "disk");
            }
            return archive.store(received);
        }

        @Override
        public Optional<ArchivedStudy> study(StudyRef study) {
            return archive.study(study);
        }

        @Override
        public List<ArchivedInstance> instances(StudyRef study) {
            return archive.instances(study);
        }

        @Override
        public InputStream open(TenantId tenant, String sopInstanceUid) throws IOException {
            return archive.open(tenant, sopInstanceUid);
        }
    }

    @BeforeEach
    void everybodyHasALogin() {
        client = new DicomWebClient(port, archive);
        DicomWebRooms.haveLogins(jdbc, COORDINATOR);
        archive.withoutRoom.clear();
    }

    /** The sender's own list of what was acknowledged is held against what comes back. */
    @Test
    void DUR02_ofMixedPartsEachIsEitherKeptAsItWasSentOrNamedAsFailed() throws Exception {
        var slices = new ArrayList<>(List.of(CtSlice.ofNewStudy()));
        for (int number = 2; number <= 30; number++) {
            slices.add(slices.getFirst().sibling(number));
        }
        var parts = new ArrayList<Part>();
        for (int i = 0; i < slices.size(); i++) {
            parts.add(new Part(DICOM, "", file(slices.get(i))));
            if (i % 7 == 3) {
                parts.add(new Part(DICOM, "", new byte[i]));
            }
            if (i % 3 == 1) {
                archive.withoutRoom.add(slices.get(i).sopUid());
            }
        }

        var first = client.store(COORDINATOR, STUDIES, DICOM, multipart(parts.toArray(Part[]::new)))
                .expecting(202);
        assertThat(first.json().at("/0008119A/Value"))
                .as("neither named nor stored")
                .hasSize(4);
        assertThat(named(first, "00081198")).isEqualTo(archive.withoutRoom);
        assertThat(first.json().at("/00081198/Value").findValues("00081197"))
                .allSatisfy(reason -> assertThat(reason.at("/Value/0").asInt()).isEqualTo(Status.OutOfResources));
        assertThat(named(first, "00081199")).hasSize(20);
        assertHeld(slices, named(first, "00081199"));

        archive.withoutRoom.clear();
        var second = client.store(COORDINATOR, STUDIES, DICOM, multipart(parts.toArray(Part[]::new)))
                .expecting(202);
        assertThat(named(second, "00081198")).isEmpty();
        assertThat(named(second, "00081199")).hasSize(30);
        assertHeld(slices, named(second, "00081199"));
    }

    @Test
    void DUR14_withoutRoomForAnythingTheSenderIsToTryAgainLater() throws Exception {
        var slice = CtSlice.ofNewStudy();
        archive.withoutRoom.add(slice.sopUid());

        var answer = client.post(COORDINATOR, STUDIES, DICOM, file(slice)).expecting(507);

        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(failureReasons(answer)).containsExactly(Status.OutOfResources);
        assertThat(named(answer, "00081198")).containsExactly(slice.sopUid());
        problem(client.get(COORDINATOR, study(slice), "*/*"), 404);
    }

    @Test
    void DUR14_aDatabaseThatIsFullTakesNothingHalfAndGoesOnByItself() throws Exception {
        var slices = List.of(CtSlice.ofNewStudy(), CtSlice.ofNewStudy());
        var parts = slices.stream().map(StoreWithoutRoomTests::part).toArray(Part[]::new);
        asOwner("""
                create function full_disk() returns trigger language plpgsql as
                $$ begin raise exception using errcode = '53100', message = 'could not extend file'; end $$""");
        asOwner("create trigger full_disk before insert on instance for each row execute function full_disk()");
        try {
            var answer =
                    client.store(COORDINATOR, STUDIES, DICOM, multipart(parts)).expecting(507);
            assertThat(failureReasons(answer)).containsExactly(Status.OutOfResources, Status.OutOfResources);
            assertHeld(slices, Set.of());
        } finally {
            asOwner("drop trigger full_disk on instance");
            asOwner("drop function full_disk");
        }
        client.store(COORDINATOR, STUDIES, DICOM, multipart(parts)).expecting(200);
        assertHeld(slices, slices.stream().map(CtSlice::sopUid).collect(Collectors.toSet()));
    }

    /** A file where the folder should be, since permissions do not bind every user that runs tests. */
    @Test
    void DUR14_aDiskThatTakesNoLargeObjectStillTakesSmallOnesAndSaysWhichFailed() throws Exception {
        var small = CtSlice.ofNewStudy();
        var large = small.sibling(2);
        var largeFile = file(large, large.dataset().setBytes(Tag.PixelData, VR.OW, new byte[LARGE_BYTES]));
        client.post(COORDINATOR, STUDIES, DICOM, file(CtSlice.ofNewStudy())).expecting(200);
        var incoming = data.resolve("objects/northgate/incoming");
        Files.deleteIfExists(incoming);
        Files.createFile(incoming);
        try {
            client.post(COORDINATOR, STUDIES, DICOM, largeFile).expecting(507);

            var mixed = client.store(
                            COORDINATOR, STUDIES, DICOM, multipart(part(small), new Part(DICOM, "", largeFile)))
                    .expecting(202);
            assertThat(named(mixed, "00081199")).containsExactly(small.sopUid());
            assertThat(named(mixed, "00081198")).containsExactly(large.sopUid());
            assertThat(failureReasons(mixed)).containsExactly(Status.OutOfResources);
            problem(client.get(COORDINATOR, instance(large), "*/*"), 404);
        } finally {
            Files.delete(incoming);
            Files.createDirectory(incoming);
        }
        client.post(COORDINATOR, STUDIES, DICOM, largeFile).expecting(200);
        client.get(COORDINATOR, instance(large), "*/*").expecting(200);
    }

    private void asOwner(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url, owner, ownerPassword);
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static List<Integer> failureReasons(Answered answer) {
        return answer.json().at("/00081198/Value").findValues("00081197").stream()
                .map(reason -> reason.at("/Value/0").asInt())
                .toList();
    }

    private void assertHeld(List<CtSlice> sent, Set<String> acknowledged) throws Exception {
        for (var slice : sent) {
            var answer = client.get(COORDINATOR, instance(slice), "application/dicom; transfer-syntax=*");
            if (acknowledged.contains(slice.sopUid())) {
                var body = answer.expecting(200).body();
                var encoded = slice.encoded();
                assertThat(body).hasSizeGreaterThan(encoded.length);
                assertThat(java.util.Arrays.copyOfRange(body, body.length - encoded.length, body.length))
                        .isEqualTo(encoded);
            } else {
                problem(answer, 404);
            }
        }
    }

    private static Set<String> named(Answered answer, String sequence) {
        var uids = new TreeSet<String>();
        answer.json().at("/" + sequence + "/Value").findValues("00081155").stream()
                .flatMap(uid -> Stream.of(uid.at("/Value/0").asString()))
                .forEach(uids::add);
        return uids;
    }

    private static Part part(CtSlice slice) {
        try {
            return new Part(DICOM, "", file(slice));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] file(CtSlice slice) throws IOException {
        return file(slice, slice.dataset());
    }

    private static byte[] file(CtSlice slice, Attributes dataset) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var meta = FileMetaInformation.of(UID.CTImageStorage, slice.sopUid(), UID.ExplicitVRLittleEndian);
        DicomFile.write(bytes, meta, dataset);
        return bytes.toByteArray();
    }
}
