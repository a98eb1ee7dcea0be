package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.PeerProcess;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.DimseServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DCMTK's tools as users of an archive that stands on this kernel. */
class DcmtkUsersTests {

    /** Registered after DCMTK 3.6.7, which therefore neither reads nor proposes them. */
    private static final Set<String> UNKNOWN_TO_DCMTK = Set.of(UID.HTJ2KLossless, UID.DeflatedImageFrameCompression);

    /** What its storage providers take none of; its users send it. */
    static final Set<String> NOT_TAKEN_BY_DCMTK =
            Set.of(UID.HTJ2KLossless, UID.DeflatedImageFrameCompression, UID.JPEGLossless);

    private static final List<String> VIDEO = List.of(UID.MPEG2MPML, UID.MPEG4HP41, UID.HEVCMP51);

    private final MemoryArchive archive = new MemoryArchive();
    private DimseServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = archive.serve();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void storescuSendsEveryTransferSyntaxAndEveryElementArrives() throws Exception {
        Map<String, Path> files = new TreeMap<>(Synthetic.samplePerSyntax());
        files.keySet().removeAll(UNKNOWN_TO_DCMTK);
        for (String syntax : VIDEO) {
            MemoryArchive.Held video = Synthetic.held(Synthetic.video(), syntax);
            files.put(syntax, Synthetic.write(video, folder.resolve(syntax + ".dcm")));
        }
        assertThat(files).hasSize(16);

        succeeds("storescu", "-aec", "ARCHIVE", "-xf", profile(files), "All", files.values());

        assertThat(archive.objects().size()).isEqualTo(files.size());
        for (Map.Entry<String, Path> file : files.entrySet()) {
            assertArrived(file.getKey(), file.getValue());
        }
    }

    private void assertArrived(String syntax, Path file) throws Exception {
        DicomFile sent = DicomFile.read(file);
        MemoryArchive.Held received = archive.get(sent.dataset().getString(Tag.SOPInstanceUID, ""));
        assertThat(received.transferSyntaxUid()).isEqualTo(syntax);
        SameDataset.assertSame(file, Files.write(folder.resolve("received-" + syntax), received.toFile()));
    }

    /** A configuration of storescu with a context for each file's class and syntax. */
    private String profile(Map<String, Path> files) throws Exception {
        StringBuilder syntaxes = new StringBuilder("[[TransferSyntaxes]]\n");
        StringBuilder contexts = new StringBuilder("[[PresentationContexts]]\n[Each]\n");
        int number = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            number++;
            syntaxes.append("[S%d]\nTransferSyntax1 = %s\n".formatted(number, file.getKey()));
            contexts.append("PresentationContext%d = %s\\S%d\n"
                    .formatted(
                            number, DicomFile.readHeader(file.getValue()).meta().mediaStorageSopClassUid(), number));
        }
        return Files.writeString(
                        folder.resolve("storescu.cfg"),
                        syntaxes + contexts.toString() + "[[Profiles]]\n[All]\nPresentationContexts = Each\n")
                .toString();
    }

    @Test
    void echoscuProposesEverySyntaxAndIsAnswered() throws Exception {
        succeeds("echoscu", "-pts", "38", "-ppc", "40");
    }

    @Test
    void findscuIsAnsweredOnceForEachEntityAtEveryLevelOfBothModels() throws Exception {
        Synthetic.hospital().forEach(archive::add);
        assertThat(find("-P", "QueryRetrieveLevel=PATIENT", "PatientID")).hasSize(2);
        assertThat(find("-P", "QueryRetrieveLevel=STUDY", "PatientID=P1", "StudyInstanceUID"))
                .extracting(answer -> answer.getString(Tag.StudyInstanceUID))
                .containsExactly("1.2.3.1.1", "1.2.3.1.2");
        assertThat(find(
                        "-P",
                        "QueryRetrieveLevel=SERIES",
                        "PatientID=P1",
                        "StudyInstanceUID=1.2.3.1.1",
                        "SeriesNumber"))
                .extracting(answer -> answer.getString(Tag.SeriesNumber))
                .containsExactly("1", "2");
        assertThat(find("-S", "QueryRetrieveLevel=STUDY", "StudyInstanceUID")).hasSize(4);
        assertThat(find("-S", "QueryRetrieveLevel=SERIES", "StudyInstanceUID=1.2.3.2.1"))
                .hasSize(2);
        assertThat(find(
                        "-S",
                        "QueryRetrieveLevel=IMAGE",
                        "StudyInstanceUID=1.2.3.2.1",
                        "SeriesInstanceUID=1.2.3.2.1.1",
                        "SOPInstanceUID"))
                .hasSize(3);
    }

    @Test
    void findscuMatchesWildcardsRangesListsAndSequences() throws Exception {
        Synthetic.hospital().forEach(archive::add);
        String study = "QueryRetrieveLevel=STUDY";
        assertThat(find("-S", study, "PatientName=test*")).hasSize(2);
        assertThat(find("-S", study, "PatientName=Nobody*")).isEmpty();
        assertThat(find("-S", study, "StudyDate=20260102-")).hasSize(2);
        assertThat(find("-S", study, "StudyDate=-20260101", "StudyTime=1000-1015"))
                .hasSize(2);
        assertThat(find("-S", study, "StudyInstanceUID=1.2.3.1.1\\1.2.3.2.2\\1.2.3.9"))
                .hasSize(2);
        assertThat(find("-S", study, "(0008,1032)[0].CodeValue=C1", "(0008,1032)[0].CodingSchemeDesignator"))
                .hasSize(2)
                .allSatisfy(answer -> assertThat(
                                item(answer, Tag.ProcedureCodeSequence).getString(Tag.CodingSchemeDesignator))
                        .isEqualTo("99TEST"));
    }

    @Test
    void findscuMatchesAndReadsNamesInTheirCharacterSet() throws Exception {
        Synthetic.hospital().forEach(archive::add);
        Attributes keys = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY")
                .setString(Tag.PatientName, VR.PN, "M\u00fcl?er^*");
        Path query = folder.resolve("query.dcm");
        DicomFile.write(
                query,
                FileMetaInformation.of(
                        UID.StudyRootQueryRetrieveInformationModelFind, "1.2", UID.ExplicitVRLittleEndian),
                keys);
        Path answers = Files.createDirectory(folder.resolve("names"));
        succeeds("findscu", "-S", "-X", "-od", answers, List.of(query));
        assertThat(read(answers))
                .hasSize(2)
                .allSatisfy(
                        answer -> assertThat(answer.getString(Tag.PatientName)).isEqualTo("M\u00fcller^Person2"));
    }

    @Test
    void findscuIsToldThatALevelDoesNotExistInTheModel() throws Exception {
        Dcmtk.Result result = run("findscu", "-v", "-S", "-k", "QueryRetrieveLevel=PATIENT");
        assertThat(result.output()).contains("DataSetDoesNotMatchSOPClass");
    }

    @Test
    void findscuCancelsAndTheRestIsNeverLookedFor() throws Exception {
        AtomicInteger produced = new AtomicInteger();
        int matches = 1_000_000;
        FindHandler endless = request -> IntStream.range(0, matches).mapToObj(number -> {
            produced.incrementAndGet();
            return new Attributes().setString(Tag.PatientID, VR.LO, "P" + number);
        });
        try (DimseServer slow = DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DimseOptions.DEFAULT,
                _ -> new AssociationPolicy.Accepted(),
                DimseServices.of(new FindService(MemoryArchive.FIND, endless, matches)))) {
            Dcmtk.Result result = Dcmtk.run(
                    "findscu",
                    "-v",
                    "-sr",
                    "-S",
                    "--cancel",
                    "2",
                    "-k",
                    "QueryRetrieveLevel=STUDY",
                    "localhost",
                    Integer.toString(slow.port()));
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.output()).contains("Cancel");
        }
        assertThat(produced.get()).isBetween(2, matches - 1);
    }

    @Test
    void findscuAsksForAWorklist() throws Exception {
        for (int i = 1; i <= 3; i++) {
            archive.worklist.add(Synthetic.scheduled(i));
        }
        List<Attributes> answers = find(
                "-W",
                "PatientName",
                "(0040,0100)[0].Modality=CT",
                "(0040,0100)[0].ScheduledProcedureStepStartDate=20260102",
                "(0040,0100)[0].ScheduledStationAETitle=CT_1");
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.getString(Tag.PatientName)).isEqualTo("Test^Person2");
            assertThat(item(answer, Tag.ScheduledProcedureStepSequence).getString(Tag.ScheduledProcedureStepStartDate))
                    .isEqualTo("20260102");
        });
    }

    private static Attributes item(Attributes dataset, int sequence) {
        return Objects.requireNonNull(dataset.getItem(sequence));
    }

    @Test
    void movescuGetsWhatItAskedForByteForByte() throws Exception {
        List<MemoryArchive.Held> samples = holdSamples();
        int port = PeerProcess.freePort();
        archive.destinations.put("MOVESCU", destination("MOVESCU", port));
        succeeds(
                "movescu",
                "-S",
                "+xa",
                "+B",
                "+P",
                port,
                "-k",
                "QueryRetrieveLevel=IMAGE",
                "-k",
                "SOPInstanceUID=" + uids(samples));
        assertDelivered(samples);
    }

    @Test
    void movescuHasAThirdPartySentTo() throws Exception {
        List<MemoryArchive.Held> samples = holdSamples();
        int port = PeerProcess.freePort();
        archive.destinations.put("THIRD", destination("THIRD", port));
        Path log = Files.createTempFile("storescp", ".log");
        try (PeerProcess _ = PeerProcess.start(
                log, port, "storescp", "+xa", "+B", "-aet", "THIRD", "-od", folder.toString(), "" + port)) {
            succeeds(
                    "movescu",
                    "-S",
                    "-aem",
                    "THIRD",
                    "-k",
                    "QueryRetrieveLevel=IMAGE",
                    "-k",
                    "SOPInstanceUID=" + uids(samples));
        }
        Files.delete(log);
        assertDelivered(samples);
    }

    @Test
    void movescuIsToldThatADestinationIsUnknownOrOutOfReach() throws Exception {
        Synthetic.hospital().forEach(archive::add);
        String[] keys = {"-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=1.2.3.1.1"};
        assertThat(run("movescu", "-v", "-S", "-aem", "NOWHERE", keys[0], keys[1], keys[2], keys[3])
                        .output())
                .contains("Refused: MoveDestinationUnknown");
        archive.destinations.put("GONE", destination("GONE", PeerProcess.freePort()));
        assertThat(run("movescu", "-v", "-S", "-aem", "GONE", keys[0], keys[1], keys[2], keys[3])
                        .output())
                .contains("Refused: OutOfResourcesSubOperations");
    }

    @Test
    void getscuGetsWhatItAskedForByteForByte() throws Exception {
        holdSamples();
        Map<String, String> preferences = Map.of(
                UID.ExplicitVRLittleEndian, "+xe",
                UID.ExplicitVRBigEndian, "+xb",
                UID.DeflatedExplicitVRLittleEndian, "+xd",
                UID.JPEGLosslessSV1, "+xs",
                UID.JPEG2000, "+xw",
                UID.JPEGLSLossless, "+xt",
                UID.RLELossless, "+xr");
        List<MemoryArchive.Held> got = new ArrayList<>();
        for (MemoryArchive.Held object : archive.objects()) {
            String preference = preferences.get(object.transferSyntaxUid());
            if (preference != null) {
                succeeds(
                        "getscu",
                        "-S",
                        preference,
                        "+B",
                        "-od",
                        folder,
                        "-k",
                        "QueryRetrieveLevel=IMAGE",
                        "-k",
                        "SOPInstanceUID=" + object.sopInstanceUid());
                got.add(object);
            }
        }
        assertThat(got.size()).isEqualTo(preferences.size());
        assertDelivered(got);
    }

    private List<MemoryArchive.Held> holdSamples() throws Exception {
        for (Map.Entry<String, Path> sample : Synthetic.samplePerSyntax().entrySet()) {
            if (!NOT_TAKEN_BY_DCMTK.contains(sample.getKey())) {
                archive.add(sample.getValue());
            }
        }
        return archive.objects();
    }

    private static String uids(List<MemoryArchive.Held> objects) {
        return objects.stream().map(MemoryArchive.Held::sopInstanceUid).collect(Collectors.joining("\\"));
    }

    private static MoveDestination destination(String title, int port) {
        return new MoveDestination(
                title, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ClientOptions.DEFAULT);
    }

    /** The folder holds these objects, as they were sent. */
    private void assertDelivered(List<MemoryArchive.Held> objects) throws Exception {
        MemoryArchive delivered = new MemoryArchive();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                delivered.add(file);
            }
        }
        assertThat(delivered.objects().size()).isEqualTo(objects.size());
        for (MemoryArchive.Held object : objects) {
            MemoryArchive.Held copy = delivered.get(object.sopInstanceUid());
            assertThat(copy.transferSyntaxUid()).isEqualTo(object.transferSyntaxUid());
            assertThat(copy.encoded()).as(object.transferSyntaxUid()).isEqualTo(even(object.encoded()));
        }
    }

    /** What goes over the line has an even length. */
    private static byte[] even(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    }

    /** Asks by findscu, the model first, then keys. */
    private List<Attributes> find(String model, String... keys) throws Exception {
        Path answers = Files.createTempDirectory(folder, "answers");
        List<Object> line = new ArrayList<>(List.of(model, "-X", "-od", answers));
        for (String key : keys) {
            line.addAll(List.of("-k", key));
        }
        succeeds("findscu", line.toArray());
        return read(answers);
    }

    private static List<Attributes> read(Path answers) throws Exception {
        List<Attributes> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(answers)) {
            for (Path file : files.sorted().toList()) {
                found.add(DicomFile.read(file).dataset());
            }
        }
        return found;
    }

    private void succeeds(String tool, Object... arguments) throws Exception {
        Dcmtk.Result result = run(tool, arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** Runs against the archive: options, then its address, then files if the last argument is a collection. */
    private Dcmtk.Result run(String tool, Object... arguments) throws Exception {
        List<String> line = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Collection<?> paths) {
                paths.forEach(path -> files.add(path.toString()));
            } else {
                line.add(argument.toString());
            }
        }
        line.addAll(List.of("localhost", Integer.toString(server.port())));
        line.addAll(files);
        return Dcmtk.runIn(folder, tool, line.toArray(String[]::new));
    }
}
