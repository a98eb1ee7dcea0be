package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.DimseServices;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreHandler;
import io.dayside.dicom.net.StoreRequest;
import io.dayside.dicom.net.StoreResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** Objects in memory with every service in front of them: what an archive does, without a disk or a database. */
final class MemoryArchive implements StoreHandler, FindHandler, RetrieveHandler, CommitmentHandler {

    static final Set<String> FIND =
            Set.of(UID.PatientRootQueryRetrieveInformationModelFind, UID.StudyRootQueryRetrieveInformationModelFind);
    static final Set<String> GET =
            Set.of(UID.PatientRootQueryRetrieveInformationModelGet, UID.StudyRootQueryRetrieveInformationModelGet);
    static final Set<String> MOVE =
            Set.of(UID.PatientRootQueryRetrieveInformationModelMove, UID.StudyRootQueryRetrieveInformationModelMove);

    /** Unique key of each level, from the top; PS3.4 C.6.1.1. */
    private static final Map<String, Integer> UNIQUE_KEYS = new LinkedHashMap<>();

    static {
        UNIQUE_KEYS.put("PATIENT", Tag.PatientID);
        UNIQUE_KEYS.put("STUDY", Tag.StudyInstanceUID);
        UNIQUE_KEYS.put("SERIES", Tag.SeriesInstanceUID);
        UNIQUE_KEYS.put("IMAGE", Tag.SOPInstanceUID);
    }

    private final Matching matching = new Matching(ZoneOffset.UTC);
    private final Map<String, Held> held = new LinkedHashMap<>();
    final List<Attributes> worklist = new CopyOnWriteArrayList<>();
    final Map<String, MoveDestination> destinations = new ConcurrentHashMap<>();
    final BlockingQueue<CommitmentRequest> commitmentRequests = new LinkedBlockingQueue<>();
    final BlockingQueue<CommitmentResult> commitmentResults = new LinkedBlockingQueue<>();

    /**
     * One object.
     *
     * @param header up to the pixel data
     * @param encoded without meta information, in the one syntax in which it can be had
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes only
    record Held(Attributes header, String transferSyntaxUid, byte[] encoded) implements Retrievable {

        @Override
        public String sopClassUid() {
            return header.getString(Tag.SOPClassUID, "");
        }

        @Override
        public String sopInstanceUid() {
            return header.getString(Tag.SOPInstanceUID, "");
        }

        @Override
        public List<String> transferSyntaxUids() {
            return List.of(transferSyntaxUid);
        }

        @Override
        public InputStream open(String transferSyntax) {
            return new ByteArrayInputStream(encoded);
        }

        /** The object as a file. */
        byte[] toFile() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DicomFile.writeMeta(out, FileMetaInformation.of(sopClassUid(), sopInstanceUid(), transferSyntaxUid));
            out.write(encoded);
            return out.toByteArray();
        }
    }

    /** A server with all services on any free port. */
    DimseServer serve() throws IOException {
        return serve(DimseOptions.DEFAULT, _ -> new AssociationPolicy.Accepted());
    }

    DimseServer serve(DimseOptions options, AssociationPolicy policy) throws IOException {
        return DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), options, policy, services());
    }

    DimseServices services() {
        return DimseServices.of(
                DimseServices.storage(this),
                new FindService(FIND, this, 1000),
                new FindService(
                        Set.of(UID.ModalityWorklistInformationModelFind),
                        request -> entries(worklist.stream(), request.keys()),
                        1000),
                new GetService(GET, this),
                new MoveService(MOVE, this, (title, _) -> destinations.get(title)),
                new CommitmentService(this));
    }

    synchronized Held add(Path file) throws IOException, MalformedDataset {
        DicomFile header = DicomFile.readHeader(file);
        try (InputStream in = Files.newInputStream(file)) {
            var opened = DicomFile.openDataset(in);
            Held object = new Held(
                    header.dataset(), opened.syntax().uid(), opened.bytes().readAllBytes());
            held.put(object.sopInstanceUid(), object);
            return object;
        }
    }

    synchronized void add(Held object) {
        held.put(object.sopInstanceUid(), object);
    }

    synchronized List<Held> objects() {
        return List.copyOf(held.values());
    }

    synchronized boolean holds(String sopInstanceUid) {
        return held.containsKey(sopInstanceUid);
    }

    synchronized Held get(String sopInstanceUid) {
        Held object = held.get(sopInstanceUid);
        if (object == null) {
            throw new AssertionError("archive does not hold " + sopInstanceUid);
        }
        return object;
    }

    synchronized void clear() {
        held.clear();
    }

    @Override
    public StoreResponse store(StoreRequest request) throws IOException {
        Held object = new Held(
                new Attributes()
                        .setString(Tag.SOPClassUID, VR.UI, request.sopClassUid())
                        .setString(Tag.SOPInstanceUID, VR.UI, request.sopInstanceUid()),
                request.transferSyntaxUid(),
                request.dataset().readAllBytes());
        try {
            add(new Held(
                    DicomFile.readHeader(new ByteArrayInputStream(object.toFile()))
                            .dataset(),
                    object.transferSyntaxUid(),
                    object.encoded()));
            return StoreResponse.SUCCESS;
        } catch (MalformedDataset e) {
            return new StoreResponse(Status.CannotUnderstand, e.getMessage());
        }
    }

    @Override
    public Stream<Attributes> find(FindRequest request) throws DimseFailure {
        int uniqueKey = uniqueKey(request.sopClassUid(), request.keys());
        Map<String, Attributes> entities = new LinkedHashMap<>();
        for (Held object : objects()) {
            entities.putIfAbsent(object.header().getString(uniqueKey, ""), object.header());
        }
        return entries(entities.values().stream(), request.keys());
    }

    private Stream<Attributes> entries(Stream<Attributes> candidates, Attributes keys) {
        return candidates
                .filter(candidate -> matching.matches(keys, candidate))
                .map(candidate -> Matching.answer(keys, candidate));
    }

    @Override
    public List<Held> retrieve(RetrieveRequest request) throws DimseFailure {
        Attributes keys = request.keys();
        if (!keys.containsValue(uniqueKey(request.sopClassUid(), keys))) {
            throw new DimseFailure(Status.DataSetDoesNotMatchSOPClass, "unique key of the level is missing");
        }
        return objects().stream()
                .filter(object -> UNIQUE_KEYS.values().stream().allMatch(key -> asks(keys, key, object.header())))
                .toList();
    }

    private static boolean asks(Attributes keys, int tag, Attributes object) {
        return !keys.containsValue(tag) || Arrays.asList(keys.getStrings(tag)).contains(object.getString(tag, ""));
    }

    private static int uniqueKey(String model, Attributes keys) throws DimseFailure {
        String level = keys.getString(Tag.QueryRetrieveLevel, "");
        Integer key = UNIQUE_KEYS.get(level);
        boolean studyRoot = model.startsWith("1.2.840.10008.5.1.4.1.2.2.");
        if (key == null || (studyRoot && key == Tag.PatientID)) {
            throw new DimseFailure(Status.DataSetDoesNotMatchSOPClass, "no such level in this model");
        }
        return key;
    }

    @Override
    public void requested(AssociationInfo association, CommitmentRequest request) {
        commitmentRequests.add(request);
    }

    @Override
    public void reported(AssociationInfo association, CommitmentResult result) {
        commitmentResults.add(result);
    }

    /** What became of a request: safe is what is held. */
    CommitmentResult judge(CommitmentRequest request) {
        return new CommitmentResult(
                request.transactionUid(),
                request.instances().stream()
                        .filter(instance -> holds(instance.sopInstanceUid()))
                        .toList(),
                request.instances().stream()
                        .filter(instance -> !holds(instance.sopInstanceUid()))
                        .map(instance ->
                                new CommitmentResult.Failure(instance, CommitmentResult.Failure.NoSuchObjectInstance))
                        .toList());
    }
}
