package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files out of a folder, and what the receiver can make of them. */
@Timeout(120)
class FileTransferTests {

    private static final String PATIENT = "Secret^One";

    @TempDir
    private Path folder;

    private final Received received = new Received();
    private Attributes dataset = new Attributes();

    @BeforeEach
    void makeDataset() {
        dataset = new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, "2.25.7")
                .setString(Tag.PatientName, VR.PN, PATIENT);
    }

    @Test
    void fileIsSentInItsOwnSyntaxByteForByte() throws Exception {
        Fragments fragments = new Fragments(
                Tag.PixelData, VR.OB, new byte[0], List.of(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0}));
        dataset.setFragments(fragments);
        Path file = write(UID.JPEGBaseline8Bit);
        try (DimseServer server = start(received);
                DimseClient client = connect(server, UID.ExplicitVRLittleEndian, UID.JPEGBaseline8Bit)) {
            assertThat(client.store(file)).isEqualTo(StoreResponse.SUCCESS);
            client.release();
        }
        Received.Instance arrived = received.objects.getFirst();
        assertThat(arrived.sopClassUid()).isEqualTo(UID.CTImageStorage);
        assertThat(arrived.sopInstanceUid()).isEqualTo("2.25.7");
        assertThat(arrived.transferSyntaxUid()).isEqualTo(UID.JPEGBaseline8Bit);
        assertThat(arrived.dataset()).isEqualTo(datasetBytes(file));
    }

    @Test
    void deflatedFileStaysDeflatedAndIsReadByTheReceiver() throws Exception {
        Path file = write(UID.DeflatedExplicitVRLittleEndian);
        List<Attributes> read = new ArrayList<>();
        StoreHandler reading = request -> {
            read.add(request.readDataset());
            return StoreResponse.SUCCESS;
        };
        try (DimseServer server = start(reading);
                DimseClient client = connect(server, UID.DeflatedExplicitVRLittleEndian)) {
            assertThat(client.store(file)).isEqualTo(StoreResponse.SUCCESS);
            client.release();
        }
        assertThat(read.getFirst().getString(Tag.PatientName)).isEqualTo(PATIENT);
    }

    @Test
    void objectIsNamedByItsDatasetAndNotByItsMetaInformation() throws Exception {
        Path file = folder.resolve("file");
        DicomFile.write(
                file, FileMetaInformation.of(UID.MRImageStorage, "2.25.8", UID.ExplicitVRLittleEndian), dataset);
        try (DimseServer server = start(received);
                DimseClient client = connect(server, UID.ExplicitVRLittleEndian)) {
            client.store(file);
            client.release();
        }
        assertThat(received.objects.getFirst().sopClassUid()).isEqualTo(UID.CTImageStorage);
        assertThat(received.objects.getFirst().sopInstanceUid()).isEqualTo("2.25.7");
    }

    @Test
    void syntaxThatWasNotAcceptedIsNamedAndTheAssociationGoesOn() throws Exception {
        Path big = write(UID.ExplicitVRBigEndian);
        try (DimseServer server = start(received);
                DimseClient client = connect(server, UID.ExplicitVRLittleEndian)) {
            assertThatThrownBy(() -> client.store(big))
                    .isInstanceOf(ContextNotAccepted.class)
                    .hasMessageContaining("CT Image Storage as Explicit VR Big Endian");
            assertThat(client.store(write(UID.ExplicitVRLittleEndian))).isEqualTo(StoreResponse.SUCCESS);
            client.release();
        }
    }

    @Test
    void fileThatIsNoObjectIsRefusedBeforeAnythingIsSent() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "These are not the bytes of an object.");
        dataset.remove(Tag.SOPInstanceUID);
        Path nameless = write(UID.ExplicitVRLittleEndian);
        try (DimseServer server = start(received);
                DimseClient client = connect(server, UID.ExplicitVRLittleEndian)) {
            assertThatThrownBy(() -> client.store(text)).isInstanceOf(MalformedDataset.class);
            assertThatThrownBy(() -> client.store(nameless))
                    .isInstanceOf(MalformedDataset.class)
                    .hasMessageContaining("(0008,0018)");
            client.release();
        }
        assertThat(received.objects).isEmpty();
    }

    @Test
    void pipelineTakesFiles() throws Exception {
        List<String> answered = new ArrayList<>();
        try (DimseServer server = start(received);
                DimseClient client = connect(server, UID.ExplicitVRLittleEndian)) {
            StorePipeline pipeline = client.pipeline((uid, _) -> answered.add(uid));
            for (String uid : List.of("2.25.1", "2.25.2", "2.25.3")) {
                dataset.setString(Tag.SOPInstanceUID, VR.UI, uid);
                pipeline.store(write(UID.ExplicitVRLittleEndian));
            }
            pipeline.finish();
            client.release();
        }
        assertThat(answered).containsExactly("2.25.1", "2.25.2", "2.25.3");
    }

    /** PS3.4 table B.2-1: C000 to CFFF, "cannot understand". */
    @Test
    void datasetThatTheHandlerCannotReadIsNotUnderstoodAndTheCommentSaysWhere() throws Exception {
        StoreHandler reading = request -> {
            request.readDataset();
            return StoreResponse.SUCCESS;
        };
        byte[] whole = datasetBytes(write(UID.ExplicitVRLittleEndian));
        try (DimseServer server = start(reading);
                DimseClient client = connect(server, UID.ExplicitVRLittleEndian)) {
            StoreResponse response = client.store(
                    UID.CTImageStorage,
                    "2.25.7",
                    UID.ExplicitVRLittleEndian,
                    new ByteArrayInputStream(whole, 0, whole.length - 4));
            assertThat(response.status()).isEqualTo(Status.CannotUnderstand);
            assertThat(response.errorComment())
                    .startsWith("TRUNCATED at (0010,0010)")
                    .doesNotContain("Secret");
            assertThat(client.store(UID.CTImageStorage, "2.25.7", UID.ExplicitVRLittleEndian, whole))
                    .isEqualTo(StoreResponse.SUCCESS);
            client.release();
        }
    }

    private Path write(String transferSyntaxUid) throws IOException {
        Path file = folder.resolve("file");
        DicomFile.write(file, FileMetaInformation.of(dataset, transferSyntaxUid), dataset);
        return file;
    }

    private static byte[] datasetBytes(Path file) throws IOException, MalformedDataset {
        return DicomFile.openDataset(new ByteArrayInputStream(Files.readAllBytes(file)))
                .bytes()
                .readAllBytes();
    }

    private static DimseServer start(StoreHandler handler) throws IOException {
        return DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DimseOptions.DEFAULT,
                _ -> new AssociationPolicy.Accepted(),
                handler);
    }

    private static DimseClient connect(DimseServer server, String... transferSyntaxUids) throws IOException {
        List<PresentationContext> contexts = new ArrayList<>();
        for (String syntax : transferSyntaxUids) {
            contexts.add(new PresentationContext(contexts.size() * 2 + 1, UID.CTImageStorage, List.of(syntax)));
        }
        return DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                "MODALITY",
                "NORTHGATE",
                contexts);
    }
}
