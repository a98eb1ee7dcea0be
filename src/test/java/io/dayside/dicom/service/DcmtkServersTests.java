package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.PeerProcess;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.model.DatasetDifferences;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StorePipeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our client against DCMTK's servers. */
@Timeout(120)
class DcmtkServersTests {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;
    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;

    @TempDir
    Path folder;

    @Test
    void storescpKeepsEverySyntaxByteForByteOneObjectAtATime() throws Exception {
        MemoryArchive samples = new MemoryArchive();
        for (Map.Entry<String, Path> sample : Synthetic.samplePerSyntax().entrySet()) {
            if (!DcmtkUsersTests.NOT_TAKEN_BY_DCMTK.contains(sample.getKey())) {
                samples.add(sample.getValue());
            }
        }
        Path received = Files.createDirectory(folder.resolve("received"));
        int port = PeerProcess.freePort();
        try (PeerProcess storescp = PeerProcess.start(
                        folder.resolve("storescp.log"),
                        port,
                        "storescp",
                        "+xa",
                        "+B",
                        "-od",
                        received.toString(),
                        Integer.toString(port));
                DimseClient client = DimseClient.connect(
                        storescp.address(),
                        "DAYSIDE",
                        "STORESCP",
                        ContextBatch.divide(samples.objects()).getFirst().contexts())) {
            assertThat(sendAll(client, samples.objects())).containsOnly(Status.Success);
            client.release();
        }
        MemoryArchive copies = new MemoryArchive();
        try (Stream<Path> files = Files.list(received)) {
            for (Path file : files.toList()) {
                copies.add(file);
            }
        }
        for (MemoryArchive.Held sample : samples.objects()) {
            byte[] sent = sample.encoded();
            assertThat(copies.get(sample.sopInstanceUid()).encoded())
                    .as(sample.transferSyntaxUid())
                    .isEqualTo(Arrays.copyOf(sent, sent.length + sent.length % 2));
        }
    }

    /** Statuses, in order. The server agrees to no window, and so has one object at a time. */
    static List<Integer> sendAll(DimseClient client, List<MemoryArchive.Held> objects) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        StorePipeline pipeline = client.pipeline((_, response) -> statuses.add(response.status()));
        assertThat(pipeline.window()).isEqualTo(1);
        for (MemoryArchive.Held object : objects) {
            pipeline.store(
                    object.sopClassUid(),
                    object.sopInstanceUid(),
                    object.transferSyntaxUid(),
                    object.open(object.transferSyntaxUid()));
        }
        pipeline.finish();
        assertThat(statuses).hasSameSizeAs(objects);
        return statuses;
    }

    @Test
    void dcmqrscpIsFilledQueriedAndRetrievedFrom() throws Exception {
        List<MemoryArchive.Held> hospital = Synthetic.hospital();
        MemoryArchive moved = new MemoryArchive();
        int port = PeerProcess.freePort();
        try (DimseServer destination = moved.serve();
                PeerProcess dcmqrscp = PeerProcess.start(
                        folder.resolve("dcmqrscp.log"),
                        port,
                        "dcmqrscp",
                        "-c",
                        configuration(destination.port()),
                        Integer.toString(port));
                DimseClient client = DimseClient.connect(
                        dcmqrscp.address(),
                        "DAYSIDE",
                        "ARCHIVE",
                        contexts(),
                        ClientOptions.DEFAULT.asProviderOf(UID.CTImageStorage))) {
            try (DimseClient sender = DimseClient.connect(
                    dcmqrscp.address(),
                    "DAYSIDE",
                    "ARCHIVE",
                    PresentationContext.single(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
                assertThat(sendAll(sender, hospital)).containsOnly(Status.Success);
                sender.release();
            }
            assertFound(client);
            Attributes study = keys("STUDY").setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.2.2");
            assertThat(client.move(MOVE, "DAYSIDE", study, _ -> true).status()).isEqualTo(Status.Success);
            assertDelivered(moved, hospital);
            MemoryArchive got = new MemoryArchive();
            assertThat(client.get(GET, study, got, _ -> true).status()).isEqualTo(Status.Success);
            assertDelivered(got, hospital);
            client.release();
        }
    }

    /** One archive, which knows where to find us. */
    private String configuration(int destinationPort) throws IOException {
        Path storage = Files.createDirectory(folder.resolve("storage"));
        return Files.writeString(folder.resolve("dcmqrscp.cfg"), """
                NetworkTCPPort = 104
                MaxPDUSize = 16384
                MaxAssociations = 16
                HostTable BEGIN
                dayside = (DAYSIDE, localhost, %d)
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                ARCHIVE %s RW (100, 1024mb) ANY
                AETable END
                """.formatted(destinationPort, storage))
                .toString();
    }

    static List<PresentationContext> contexts() {
        List<PresentationContext> contexts = new ArrayList<>();
        for (String sopClass : List.of(FIND, GET, MOVE, UID.CTImageStorage)) {
            contexts.add(
                    new PresentationContext(contexts.size() * 2 + 1, sopClass, List.of(UID.ExplicitVRLittleEndian)));
        }
        return contexts;
    }

    static Attributes keys(String level) {
        return new Attributes().setString(Tag.QueryRetrieveLevel, VR.CS, level).setNull(Tag.StudyInstanceUID, VR.UI);
    }

    /** Every level of the study root, by wildcard, range and unique keys. */
    static void assertFound(DimseClient client) throws IOException {
        assertThat(client.find(FIND, keys("STUDY").setString(Tag.PatientName, VR.PN, "Test*"))
                        .size())
                .isEqualTo(2);
        assertThat(client.find(FIND, keys("STUDY").setString(Tag.StudyDate, VR.DA, "20260102-20260131"))
                        .size())
                .isEqualTo(2);
        Attributes series = keys("SERIES").setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.2.2");
        assertThat(client.find(FIND, series.setNull(Tag.SeriesInstanceUID, VR.UI)))
                .extracting(answer -> answer.getString(Tag.SeriesInstanceUID))
                .containsExactlyInAnyOrder("1.2.3.2.2.1", "1.2.3.2.2.2");
        Attributes images = keys("IMAGE")
                .setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.2.2")
                .setString(Tag.SeriesInstanceUID, VR.UI, "1.2.3.2.2.1")
                .setNull(Tag.SOPInstanceUID, VR.UI);
        assertThat(client.find(FIND, images).size()).isEqualTo(3);
    }

    /** The six objects of study 1.2.3.2.2, with every element; lengths may be of the other kind. */
    static void assertDelivered(MemoryArchive delivered, List<MemoryArchive.Held> hospital) throws Exception {
        assertThat(delivered.objects().size()).isEqualTo(6);
        for (MemoryArchive.Held object : hospital) {
            if (object.sopInstanceUid().startsWith("1.2.3.2.2.")) {
                byte[] copy = delivered.get(object.sopInstanceUid()).toFile();
                assertThat(DatasetDifferences.between(
                                object.header(),
                                DicomFile.read(new ByteArrayInputStream(copy)).dataset()))
                        .isEmpty();
            }
        }
    }

    @Test
    void wlmscpfsAnswersFromItsWorklistFiles() throws Exception {
        Path worklist = Files.createDirectories(folder.resolve("worklists").resolve("WL"));
        Files.createFile(worklist.resolve("lockfile"));
        for (int i = 1; i <= 3; i++) {
            DicomFile.write(
                    worklist.resolve("entry" + i + ".wl"),
                    FileMetaInformation.of(
                            UID.ModalityWorklistInformationModelFind, "1.2.3." + i, UID.ExplicitVRLittleEndian),
                    Synthetic.scheduled(i));
        }
        int port = PeerProcess.freePort();
        try (PeerProcess wlmscpfs = PeerProcess.start(
                        folder.resolve("wlmscpfs.log"),
                        port,
                        "wlmscpfs",
                        "-dfp",
                        folder.resolve("worklists").toString(),
                        Integer.toString(port));
                DimseClient client = DimseClient.connect(
                        wlmscpfs.address(),
                        "DAYSIDE",
                        "WL",
                        PresentationContext.single(
                                UID.ModalityWorklistInformationModelFind, UID.ExplicitVRLittleEndian))) {
            Attributes keys = new Attributes().setNull(Tag.PatientName, VR.PN).setNull(Tag.AccessionNumber, VR.SH);
            keys.newSequence(Tag.ScheduledProcedureStepSequence)
                    .addItem()
                    .setString(Tag.Modality, VR.CS, "CT")
                    .setString(Tag.ScheduledProcedureStepStartDate, VR.DA, "20260102");
            assertThat(client.find(UID.ModalityWorklistInformationModelFind, keys))
                    .extracting(answer -> answer.getString(Tag.AccessionNumber))
                    .as(wlmscpfs.output())
                    .containsExactly("A2");
            client.release();
        }
    }
}
