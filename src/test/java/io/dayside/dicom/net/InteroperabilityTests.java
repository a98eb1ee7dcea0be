package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's implementations on the other end of the line. */
class InteroperabilityTests {

    private final Received received = new Received();

    @TempDir
    Path folder;

    @Test
    void echoscuIsAnswered() throws Exception {
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted())) {
            Dcmtk.Result result =
                    Dcmtk.run("echoscu", "-aet", "MODALITY", "-aec", "NORTHGATE", "localhost", port(server));
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
    }

    @Test
    void echoscuIsToldTheReasonOfARejection() throws Exception {
        try (DimseServer server = start(_ -> AssociationPolicy.Rejected.CALLED_AE_NOT_RECOGNIZED)) {
            Dcmtk.Result result = Dcmtk.run("echoscu", "-aec", "NOWHERE", "localhost", port(server));
            assertThat(result.exitCode()).isNotZero();
            assertThat(result.output()).contains("Rejected Permanent").contains("Called AE Title Not Recognized");
        }
    }

    @Test
    void storescuDeliversEveryByteInEachTransferSyntax() throws Exception {
        for (String[] sample : new String[][] {
            {"pydicom/CT_small.dcm", "-xe"},
            {"dcm4che/series-mr-wrist/MR01.dcm", "-xi"},
            {"pydicom/SC_rgb_rle_2frame.dcm", "-xr"},
            {"pydicom-data/JPEG-LL.dcm", "-xs"},
            {"pydicom/examples_jpeg2k.dcm", "-xv"}
        }) {
            deliversWhole(SampleSet.file(sample[0]), sample[1]);
        }
    }

    private void deliversWhole(Path file, String proposedSyntax) throws Exception {
        received.objects.clear();
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted())) {
            Dcmtk.Result result = Dcmtk.run(
                    "storescu",
                    proposedSyntax,
                    "-aet",
                    "MODALITY",
                    "-aec",
                    "NORTHGATE",
                    "localhost",
                    port(server),
                    file.toString());
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        DicomFile original = DicomFile.read(file);
        assertThat(received.objects).singleElement().satisfies(object -> {
            assertThat(object.by().callingAet()).isEqualTo("MODALITY");
            assertThat(object.by().calledAet()).isEqualTo("NORTHGATE");
            assertThat(object.sopInstanceUid()).isEqualTo(original.dataset().getString(Tag.SOPInstanceUID));
            assertThat(object.transferSyntaxUid()).isEqualTo(original.meta().transferSyntaxUid());
        });
        Attributes arrived =
                DicomFile.read(rebuilt(received.objects.getFirst())).dataset();
        assertThat(arrived.getString(Tag.StudyInstanceUID))
                .isEqualTo(original.dataset().getString(Tag.StudyInstanceUID));
        assertThat(arrived.getBytes(Tag.PixelData)).isEqualTo(original.dataset().getBytes(Tag.PixelData));
    }

    private Path rebuilt(Received.Instance object) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomFile.write(
                out,
                FileMetaInformation.of(object.sopClassUid(), object.sopInstanceUid(), object.transferSyntaxUid()),
                new Attributes());
        out.writeBytes(object.dataset());
        return Files.write(folder.resolve("received.dcm"), out.toByteArray());
    }

    @Test
    void storescpTakesWhatTheClientSends() throws Exception {
        int port = freePort();
        Process storescp =
                Dcmtk.start("storescp", "+xa", "-aet", "ARCHIVE", "-od", folder.toString(), Integer.toString(port));
        try {
            awaitListener(port);
            Attributes dataset = secondaryCapture();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DicomOutput.writeDataset(bytes, TransferSyntax.EXPLICIT_LITTLE, dataset);
            List<PresentationContext> contexts = PresentationContext.forEach(Map.of(
                    UID.Verification, Set.of(UID.ImplicitVRLittleEndian),
                    UID.SecondaryCaptureImageStorage, Set.of(UID.ExplicitVRLittleEndian)));
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (DimseClient client = DimseClient.connect(address, "DAYSIDE", "ARCHIVE", contexts)) {
                assertThat(client.echo()).isEqualTo(Status.Success);
                StoreResponse response = client.store(
                        UID.SecondaryCaptureImageStorage,
                        dataset.getString(Tag.SOPInstanceUID, ""),
                        UID.ExplicitVRLittleEndian,
                        bytes.toByteArray());
                assertThat(response).isEqualTo(StoreResponse.SUCCESS);
                client.release();
            }
            assertStored(dataset, bytes.toByteArray());
        } finally {
            storescp.destroy();
            storescp.waitFor();
        }
    }

    private void assertStored(Attributes sent, byte[] bytes) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            DicomFile stored = DicomFile.read(file);
            assertThat(stored.dataset().getBytes(Tag.PixelData)).isEqualTo(sent.getBytes(Tag.PixelData));
            byte[] all = Files.readAllBytes(file);
            assertThat(Arrays.copyOfRange(all, all.length - bytes.length, all.length))
                    .isEqualTo(bytes);
        }
    }

    /** 512 by 512 of 16 bits: several PDUs. */
    private static Attributes secondaryCapture() {
        return new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.StudyInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.SeriesInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.PatientID, VR.LO, "TEST-1")
                .setString(Tag.PatientName, VR.PN, "Test^One")
                .setInt(Tag.Rows, VR.US, 512)
                .setInt(Tag.Columns, VR.US, 512)
                .setBytes(Tag.PixelData, VR.OW, new byte[512 * 512 * 2]);
    }

    @Test
    void dcmdumpReadsWhatIsWritten() throws Exception {
        Attributes dataset = secondaryCapture()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(Tag.PatientName, VR.PN, "Łódź^Żółć")
                .setString(Tag.ImageType, VR.CS, "DERIVED", "SECONDARY")
                .setDouble(Tag.PixelSpacing, VR.DS, 0.5, 1.0 / 3);
        dataset.newSequence(Tag.ReferencedStudySequence)
                .addItem()
                .setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.3");
        Path file = folder.resolve("written.dcm");
        DicomFile.write(file, FileMetaInformation.of(dataset, UID.ExplicitVRLittleEndian), dataset);
        Dcmtk.Result result = Dcmtk.run("dcmdump", file.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .doesNotContain("W:", "E:")
                .contains(
                        "DERIVED\\SECONDARY",
                        "[0.5\\0.33333333333333]",
                        "(0008,1155) UI [1.2.3]",
                        "=LittleEndianExplicit");
    }

    private DimseServer start(AssociationPolicy policy) throws IOException {
        return DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DimseOptions.DEFAULT, policy, received);
    }

    private static String port(DimseServer server) {
        return Integer.toString(server.port());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListener(int port) throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("storescp does not listen");
    }
}
