package io.dayside.dicomweb;

import static io.dayside.dicomweb.DicomWebClient.STUDIES;
import static io.dayside.dicomweb.DicomWebClient.multipart;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.dicom.SampleSet;
import io.dayside.dicomweb.DicomWebClient.Part;
import io.dayside.testing.TestServices;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Other people's objects, good and broken, through every door of DICOMweb. */
@SpringBootTest(classes = DicomWebRooms.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SampleSetDicomWebTests {

    private static final String COORDINATOR = "coord.northgate";
    private static final String JSON = "application/dicom+json";
    private static final long LARGEST = 8L * 1024 * 1024;

    @LocalServerPort
    private int port;

    @Autowired
    private Archive archive;

    @Autowired
    private JdbcClient jdbc;

    private DicomWebClient client;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @BeforeEach
    void everybodyHasALogin() {
        client = new DicomWebClient(port, archive);
        DicomWebRooms.haveLogins(jdbc, COORDINATOR, "coord.harbour");
    }

    /** Addresses of what was stored, by the name of the sample. */
    private Map<String, String> stored() throws IOException {
        var stored = new TreeMap<String, String>();
        for (var sample : SampleSet.all()) {
            if (Files.size(sample.file()) > LARGEST) {
                continue;
            }
            var answer = client.post(COORDINATOR, STUDIES, "application/dicom", Files.readAllBytes(sample.file()));
            assertThat(answer.status()).as(sample.name()).isIn(200, 202, 409);
            var address = answer.json().at("/00081199/Value/0/00081190/Value/0").asString();
            if (!address.isEmpty()) {
                stored.put(sample.name(), URI.create(address).getPath());
            }
        }
        return stored;
    }

    @Test
    void eachIsSeenOrRefusedInWordsAndNoneIsAnError() throws Exception {
        var stored = stored();
        var outcomes = new TreeMap<Integer, Integer>();
        for (var sample : stored.entrySet()) {
            var rendered = client.get(COORDINATOR, sample.getValue() + "/rendered", "image/png");
            outcomes.merge(rendered.status(), 1, Integer::sum);
            assertThat(rendered.status())
                    .as(sample + " " + rendered.header("Content-Type"))
                    .isIn(200, 406, 422);
            var thumbnail = client.get(COORDINATOR, sample.getValue() + "/thumbnail", "image/jpeg");
            assertThat(thumbnail.status()).as(sample + " thumbnail").isIn(200, 404, 406, 422);
            if (thumbnail.status() == 200) {
                var picture = ImageIO.read(new ByteArrayInputStream(thumbnail.body()));
                assertThat(Math.max(picture.getWidth(), picture.getHeight())).isEqualTo(128);
                assertThat(rendered.status()).as(sample + " has a thumbnail").isEqualTo(200);
            }
            var anonymous = client.get(COORDINATOR, wado(sample.getValue()) + "&anonymize=yes", "*/*");
            assertThat(anonymous.status()).as(sample + " without identity").isIn(200, 406, 422);
        }
        assertThat(stored).hasSizeGreaterThan(100);
        assertThat(outcomes.get(200)).as(outcomes.toString()).isGreaterThan(stored.size() * 2 / 3);
    }

    private static String wado(String instance) {
        var fields = instance.split("/", -1);
        return "/dicomweb/northgate/wado?requestType=WADO&contentType=application/dicom&studyUID=%s&seriesUID=%s&objectUID=%s"
                .formatted(fields[4], fields[6], fields[8]);
    }

    /** Metadata and bulk data of one hospital, stored by another, are the same metadata. */
    @Test
    void descriptionsWithTheirBulkDataBecomeTheSameObjects() throws Exception {
        int same = 0;
        var different = new ArrayList<String>();
        for (var sample : stored().entrySet()) {
            var metadata = client.get(COORDINATOR, sample.getValue() + "/metadata", JSON);
            if (metadata.status() != 200) {
                continue;
            }
            var parts = parts(metadata);
            var answer = client.store("coord.harbour", "/dicomweb/harbour/studies", JSON, multipart(parts));
            assertThat(answer.status()).as(sample + " " + answer.text()).isIn(200, 202, 409);
            var there =
                    client.get("coord.harbour", sample.getValue().replace("northgate", "harbour") + "/metadata", JSON);
            if (answer.status() == 200 && withoutAddresses(there).equals(withoutAddresses(metadata))) {
                same++;
            } else {
                different.add(sample.getKey() + " " + answer.status() + " " + answer.text());
            }
        }
        // Two state a representation for their pixels that PS3.5 A.2 and A.4 do not allow, and get the right one.
        assertThat(different).hasSizeLessThanOrEqualTo(2);
        assertThat(same).isGreaterThan(100);
    }

    private Part[] parts(Answered metadata) throws IOException {
        var parts = new ArrayList<>(List.of(new Part(JSON, "", metadata.body())));
        for (var address : metadata.json().findValuesAsString("BulkDataURI")) {
            var path = URI.create(address).getPath();
            var value = client.get(COORDINATOR, path, "*/*; transfer-syntax=*");
            if (value.header("Content-Type").startsWith("multipart/")) {
                value.pieces().forEach(frame -> parts.add(new Part(frame.type(), address, frame.content())));
            } else {
                parts.add(new Part(value.header("Content-Type"), address, value.body()));
            }
        }
        return parts.toArray(Part[]::new);
    }

    private static String withoutAddresses(Answered metadata) {
        return metadata.text().replaceAll("\"http[^\"]*/dicomweb/[a-z]+/", "\"");
    }
}
