package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.StoreResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SendCommandTests {

    private static final String HOSPITAL = """
            kind: Hospital
            id: northgate
            name: Northgate General
            numberPrefix: NG
            aeTitle: NORTHGATE
            facilities: [{code: NGM, name: Manhattan, jurisdiction: US-NY, zone: America/New_York}]
            senders: [{aeTitle: NG_CT1, facility: NGM}]
            orders: {sendingApplication: RIS, sendingFacility: NORTHGATE, receivingFacility: NORTHGATE}
            """;

    @TempDir
    private Path folder;

    private final List<String> stored = new CopyOnWriteArrayList<>();
    private final StringWriter printed = new StringWriter();
    private StoreResponse answer = StoreResponse.SUCCESS;
    private Path config = Path.of("");
    private Path images = Path.of("");

    @BeforeEach
    void files() throws IOException {
        config = Files.createDirectory(folder.resolve("config"));
        images = Files.createDirectory(folder.resolve("images"));
        Files.writeString(config.resolve("northgate.yaml"), HOSPITAL);
        Attributes film = PhantomStudies.chest(PhantomStudiesTests.header("2.25.42"), 5, true)
                .getFirst();
        DicomFile.write(images.resolve("good.dcm"), FileMetaInformation.of(film, UID.ExplicitVRLittleEndian), film);
        Files.writeString(images.resolve("notes.txt"), "no image at all, only words about one");
    }

    @Test
    void aFolderSendsItsObjectsAndNamesWhatIsNone() throws IOException {
        try (DimseServer server = server(new AssociationPolicy.Accepted())) {
            int exit = send(server.port());

            assertThat(exit).isZero();
            assertThat(stored).hasSize(1).first().asString().endsWith(" " + UID.ExplicitVRLittleEndian + " NORTHGATE");
            assertThat(printed.toString()).contains("notes.txt: not DICOM").contains("sent 1, refused 1");
        }
    }

    @Test
    void whatTheHospitalHasToDecideAboutIsNamedAndCounted() throws IOException {
        answer = new StoreResponse(0xB000, "Kept aside: other content under the same UID");
        try (DimseServer server = server(new AssociationPolicy.Accepted())) {
            assertThat(send(server.port())).isZero();
            assertThat(printed.toString())
                    .contains(
                            "good.dcm: status 0xB000: taken with a warning (Kept aside: other content under the same UID)")
                    .contains("sent 1 (1 kept aside), refused 1");
        }
    }

    @Test
    void anObjectWithoutAnIdentifierIsToldWhichOneIsMissing() throws IOException {
        var nameless = new Attributes();
        nameless.setString(Tag.Modality, VR.CS, "DX");
        var meta = FileMetaInformation.of(nameless, UID.ExplicitVRLittleEndian);
        DicomFile.write(images.resolve("nameless.dcm"), meta, nameless);
        try (DimseServer server = server(new AssociationPolicy.Accepted())) {
            send(server.port());
            assertThat(printed.toString())
                    .contains("nameless.dcm: no object that can be stored: it names no SOP Class UID");
        }
    }

    @Test
    void aRefusedTitleIsOneLine() throws IOException {
        try (DimseServer server = server(AssociationPolicy.Rejected.CALLED_AE_NOT_RECOGNIZED)) {
            assertThat(send(server.port())).isNotZero();
            assertThat(printed.toString()).contains("called ae title not recognized");
        }
    }

    private int send(int port) {
        var line = new CommandLine(new SendCommand());
        line.setOut(new PrintWriter(printed));
        line.setExecutionExceptionHandler((e, _, _) -> {
            printed.write(String.valueOf(e.getMessage()));
            return 1;
        });
        return line.execute(
                images.toString(),
                "--to",
                "northgate",
                "--no-order",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--config",
                config.toString());
    }

    private DimseServer server(AssociationPolicy.Decision decision) throws IOException {
        return DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DimseOptions.DEFAULT,
                _ -> decision,
                request -> {
                    request.dataset().readAllBytes();
                    stored.add(request.sopInstanceUid() + " " + request.transferSyntaxUid() + " "
                            + request.association().calledAet());
                    return answer;
                });
    }
}
