package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an association and uses it, one operation at a time. Not safe for several threads.
 *
 * <pre>{@code
 * try (DimseClient client = DimseClient.connect(address, "MODALITY", "NORTHGATE", contexts)) {
 *     StoreResponse response = client.store(sopClassUid, sopInstanceUid, transferSyntaxUid, dataset);
 *     client.release();
 * }
 * }</pre>
 */
public final class DimseClient implements AutoCloseable {

    /** That are returned as a list, unless another limit is given. */
    public static final int MAX_MATCHES = 10_000;

    private static final DimseServices NOTHING_SERVED = DimseServices.of();

    private final ClientAssociation association;

    private DimseClient(ClientAssociation association) {
        this.association = association;
    }

    public static DimseClient connect(
            InetSocketAddress address, String callingAet, String calledAet, List<PresentationContext> contexts)
            throws IOException {
        return connect(address, callingAet, calledAet, contexts, ClientOptions.DEFAULT);
    }

    public static DimseClient connect(
            InetSocketAddress address,
            String callingAet,
            String calledAet,
            List<PresentationContext> contexts,
            Duration wait)
            throws IOException {
        return connect(address, callingAet, calledAet, contexts, ClientOptions.DEFAULT.withLongestWait(wait));
    }

    /**
     * Connects and associates.
     *
     * @throws AssociationRejected with the peer's reason
     * @throws AssociationAborted if either side aborted
     * @throws AssociationTimedOut if the peer does not answer
     * @throws IOException if there is no connection to be had
     */
    public static DimseClient connect(
            InetSocketAddress address,
            String callingAet,
            String calledAet,
            List<PresentationContext> contexts,
            ClientOptions options)
            throws IOException {
        return new DimseClient(ClientAssociation.connect(address, callingAet, calledAet, contexts, options));
    }

    /** Who is on the line, with the certificates that the peer proved. */
    public AssociationInfo association() {
        return association.association();
    }

    /** Whether the peer takes objects of the class in that syntax. */
    public boolean accepts(String sopClassUid, String transferSyntaxUid) {
        return association.accepts(sopClassUid, transferSyntaxUid);
    }

    /** What the peer answered to service class application information; null for nothing. */
    public byte @Nullable [] extendedNegotiation(String sopClassUid) {
        return association.acceptor().extended().stream()
                .filter(answer -> answer.sopClassUid().equals(sopClassUid))
                .map(ExtendedNegotiation::information)
                .findFirst()
                .orElse(null);
    }

    /** C-ECHO; the context for verification must have been proposed. Returns the status. */
    public int echo() throws IOException {
        return perform(DimseOperation.C_ECHO, UID.Verification, new Attributes(), null)
                .status();
    }

    /**
     * C-STORE of a file as it stands, without understanding more of it than its class and instance. The context for
     * the class in the file's own transfer syntax must have been proposed.
     *
     * @throws ContextNotAccepted if the peer does not take the file's class and syntax; the association goes on
     * @throws MalformedDataset if the file is no DICOM object; nothing was sent then
     */
    public StoreResponse store(Path file) throws IOException, MalformedDataset {
        try (ObjectFile object = ObjectFile.open(file)) {
            return store(object.sopClassUid(), object.sopInstanceUid(), object.transferSyntaxUid(), object.dataset());
        }
    }

    public StoreResponse store(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, byte[] dataset)
            throws IOException {
        return store(sopClassUid, sopInstanceUid, transferSyntaxUid, new ByteArrayInputStream(dataset));
    }

    /**
     * C-STORE of a data set without meta information, encoded as named.
     *
     * @throws ContextNotAccepted if the peer does not take the pair of class and syntax; the association goes on
     */
    public StoreResponse store(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataset)
            throws IOException {
        return store(sopClassUid, sopInstanceUid, transferSyntaxUid, dataset, null);
    }

    /**
     * C-STORE as a suboperation of somebody's C-MOVE.
     *
     * @param origin who asked for it, null for nobody
     */
    public StoreResponse store(
            String sopClassUid,
            String sopInstanceUid,
            String transferSyntaxUid,
            InputStream dataset,
            @Nullable MoveOrigin origin)
            throws IOException {
        DimseChannel channel = association.channel();
        int context = channel.contextFor(sopClassUid, transferSyntaxUid);
        return association.guarded(() -> {
            int messageId = channel.nextMessageId();
            Attributes command = Commands.storeRequest(messageId, sopClassUid, sopInstanceUid);
            if (origin != null) {
                origin.writeTo(command);
            }
            channel.send(context, command, dataset);
            return Commands.storeResponse(awaitResponse(messageId));
        });
    }

    /** A way to send many objects without waiting for each answer, as far as the peer allows it. */
    public StorePipeline pipeline(StorePipeline.Listener listener) {
        return new StorePipeline(association, listener);
    }

    /** As with a limit, which is {@link #MAX_MATCHES}. */
    public List<Attributes> find(String sopClassUid, Attributes keys) throws IOException {
        return find(sopClassUid, keys, MAX_MATCHES);
    }

    /**
     * C-FIND. Returns all matches; a failure, and what was found before it, ends as {@link DimseFailure}.
     *
     * @param maxMatches to be kept, of at most 64 MiB together
     * @throws TooManyMatches if there are more; the rest was cancelled then, and the association goes on
     */
    public List<Attributes> find(String sopClassUid, Attributes keys, int maxMatches) throws IOException {
        MatchList matches = new MatchList(maxMatches);
        DimseResponse end = find(sopClassUid, keys, matches::add);
        if (matches.isExceeded()) {
            throw new TooManyMatches(maxMatches);
        }
        if (end.status() != Status.Success) {
            throw new DimseFailure(end.status(), "query ended with status %04X".formatted(end.status()));
        }
        return matches.list();
    }

    /**
     * C-FIND.
     *
     * @param keys identifier, with the Query/Retrieve Level where the model has levels
     * @param matches takes each match as it comes; false cancels the rest
     * @return the final response
     */
    public DimseResponse find(String sopClassUid, Attributes keys, Predicate<Attributes> matches) throws IOException {
        return perform(
                DimseOperation.C_FIND,
                sopClassUid,
                new Attributes().setInt(Tag.Priority, VR.US, 0),
                keys,
                response -> response.dataset() == null || matches.test(response.dataset()),
                NOTHING_SERVED);
    }

    /**
     * C-MOVE.
     *
     * @param destinationAet where the peer sends the objects
     * @param progress takes counts as they come; false cancels the rest
     */
    public DimseResponse move(
            String sopClassUid, String destinationAet, Attributes keys, Predicate<SubOperations> progress)
            throws IOException {
        return perform(
                DimseOperation.C_MOVE,
                sopClassUid,
                new Attributes().setInt(Tag.Priority, VR.US, 0).setString(Tag.MoveDestination, VR.AE, destinationAet),
                keys,
                response -> progress.test(response.subOperations()),
                NOTHING_SERVED);
    }

    /**
     * C-GET. The storage classes must have been proposed in the role of a provider
     * ({@link ClientOptions#asProviderOf}); objects of others are refused.
     *
     * @param handler takes the objects
     * @param progress takes counts as they come; false cancels the rest
     */
    public DimseResponse get(
            String sopClassUid, Attributes keys, StoreHandler handler, Predicate<SubOperations> progress)
            throws IOException {
        return perform(
                DimseOperation.C_GET,
                sopClassUid,
                new Attributes().setInt(Tag.Priority, VR.US, 0),
                keys,
                response -> progress.test(response.subOperations()),
                DimseServices.of(DimseServices.storage(handler)));
    }

    /** N-ACTION. */
    public DimseResponse action(
            String sopClassUid, String sopInstanceUid, int actionTypeId, @Nullable Attributes information)
            throws IOException {
        Attributes command =
                instance(Tag.RequestedSOPInstanceUID, sopInstanceUid).setInt(Tag.ActionTypeID, VR.US, actionTypeId);
        return perform(DimseOperation.N_ACTION, sopClassUid, command, information);
    }

    /** N-EVENT-REPORT, from the provider of a class to its user. */
    public DimseResponse eventReport(
            String sopClassUid, String sopInstanceUid, int eventTypeId, @Nullable Attributes information)
            throws IOException {
        Attributes command =
                instance(Tag.AffectedSOPInstanceUID, sopInstanceUid).setInt(Tag.EventTypeID, VR.US, eventTypeId);
        return perform(DimseOperation.N_EVENT_REPORT, sopClassUid, command, information);
    }

    /**
     * N-CREATE.
     *
     * @param sopInstanceUid null to let the peer give one
     */
    public DimseResponse create(String sopClassUid, @Nullable String sopInstanceUid, @Nullable Attributes attributes)
            throws IOException {
        Attributes command =
                sopInstanceUid == null ? new Attributes() : instance(Tag.AffectedSOPInstanceUID, sopInstanceUid);
        return perform(DimseOperation.N_CREATE, sopClassUid, command, attributes);
    }

    /** N-SET. */
    public DimseResponse set(String sopClassUid, String sopInstanceUid, Attributes modifications) throws IOException {
        return perform(
                DimseOperation.N_SET,
                sopClassUid,
                instance(Tag.RequestedSOPInstanceUID, sopInstanceUid),
                modifications);
    }

    /** N-GET of the attributes named, of all where none is. */
    public DimseResponse getAttributes(String sopClassUid, String sopInstanceUid, int... tags) throws IOException {
        Attributes command = instance(Tag.RequestedSOPInstanceUID, sopInstanceUid);
        if (tags.length > 0) {
            command.setInt(Tag.AttributeIdentifierList, VR.AT, tags);
        }
        return perform(DimseOperation.N_GET, sopClassUid, command, null);
    }

    /** N-DELETE. */
    public DimseResponse delete(String sopClassUid, String sopInstanceUid) throws IOException {
        return perform(
                DimseOperation.N_DELETE, sopClassUid, instance(Tag.RequestedSOPInstanceUID, sopInstanceUid), null);
    }

    private static Attributes instance(int tag, String sopInstanceUid) {
        return new Attributes().setString(tag, VR.UI, sopInstanceUid);
    }

    /** Waits for one request of the peer over this association, such as N-EVENT-REPORT, and serves it. */
    public void serveOne(DimseServices services) throws IOException {
        association.guarded(() -> {
            serve(services, next());
            return true;
        });
    }

    private DimseResponse perform(
            DimseOperation operation, String sopClassUid, Attributes command, @Nullable Attributes dataset)
            throws IOException {
        return perform(operation, sopClassUid, command, dataset, _ -> true, NOTHING_SERVED);
    }

    private DimseResponse perform(
            DimseOperation operation,
            String sopClassUid,
            Attributes more,
            @Nullable Attributes dataset,
            Predicate<DimseResponse> pending,
            DimseServices served)
            throws IOException {
        DimseChannel channel = association.channel();
        int context = channel.contextFor(sopClassUid, null);
        return association.guarded(() -> {
            int messageId = channel.nextMessageId();
            Attributes command = Commands.request(operation, messageId, sopClassUid, dataset != null)
                    .addAll(more);
            channel.send(context, command, dataset);
            return collect(context, messageId, pending, served);
        });
    }

    /** The peer may ask for something meanwhile, such as to report an event; nothing is served to it. */
    private DimseMessage awaitResponse(int messageId) throws IOException {
        for (int count = 0; count <= association.options().maxResponses(); count++) {
            DimseMessage message = next();
            if (message.isResponse()) {
                return answering(messageId, message);
            }
            serve(NOTHING_SERVED, message);
        }
        throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "more messages than are allowed");
    }

    private DimseResponse collect(int context, int messageId, Predicate<DimseResponse> pending, DimseServices served)
            throws IOException {
        boolean cancelled = false;
        for (int count = 0; count <= association.options().maxResponses(); count++) {
            DimseMessage message = next();
            if (!message.isResponse()) {
                serve(served, message);
                continue;
            }
            DimseResponse response = read(answering(messageId, message));
            if (!response.isPending()) {
                return response;
            }
            if (!cancelled && !pending.test(response)) {
                association.channel().send(context, Commands.cancelRequest(messageId));
                cancelled = true;
            }
        }
        throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "more messages than are allowed");
    }

    private static DimseMessage answering(int messageId, DimseMessage message) throws ProtocolViolation {
        if (!message.concerns(messageId)) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "answer to another request");
        }
        return message;
    }

    private DimseMessage next() throws IOException {
        DimseMessage message = association.channel().receive();
        if (message == null) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PDU, "release amid an operation");
        }
        return message;
    }

    /** Objects are taken only where this side is a provider of their class. */
    private void serve(DimseServices services, DimseMessage request) throws IOException {
        boolean refused = request.commandField() == DimseOperation.C_STORE.commandField
                && !request.context().requestorProvides();
        new RequestDispatch(association.channel(), refused ? NOTHING_SERVED : services, association.association())
                .serve(request);
    }

    private static DimseResponse read(DimseMessage message) throws IOException {
        int status = message.command().getInt(Tag.Status, Status.ProcessingFailure);
        try {
            boolean withDataset = Commands.hasDataset(message.command());
            return new DimseResponse(
                    status, message.command(), withDataset ? DimseExchange.readIdentifier(message) : null);
        } catch (MalformedDataset e) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "identifier is malformed: " + e.getMessage());
        }
    }

    /** Asks for release and waits for the answer; the connection is closed after. */
    public void release() throws IOException {
        association.release();
    }

    /** Ends the connection; an association that was not released is aborted. */
    @Override
    public void close() {
        association.close();
    }
}
