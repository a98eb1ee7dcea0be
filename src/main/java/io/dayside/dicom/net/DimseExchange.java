package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One request while it is served: what is asked, and the way to answer. For the thread that serves it. */
public final class DimseExchange {

    private static final int KIB = 1024;

    /** Identifiers and attribute lists hold keys, not images. */
    private static final DicomLimits IDENTIFIER_LIMITS =
            new DicomLimits(64, 100_000, 4096 * KIB, 4096 * KIB, 4096 * KIB);

    /** Between two looks for whether the peer says something. */
    private static final Duration SILENCE_STEP = Duration.ofMillis(10);

    private final DimseChannel channel;
    private final DimseMessage request;
    private final DimseOperation operation;
    private final AssociationInfo association;
    private boolean cancelled;
    private boolean answered;

    DimseExchange(DimseChannel channel, DimseMessage request, DimseOperation operation, AssociationInfo association) {
        this.channel = channel;
        this.request = request;
        this.operation = operation;
        this.association = association;
    }

    public AssociationInfo association() {
        return association;
    }

    public DimseOperation operation() {
        return operation;
    }

    /** The class that was agreed for the context in which the request came. */
    public String sopClassUid() {
        return request.context().abstractSyntax();
    }

    public String transferSyntaxUid() {
        return request.context().transferSyntax();
    }

    public Attributes command() {
        return request.command();
    }

    /** The class that the command names; empty for none or several. */
    public String namedSopClassUid() {
        return single(operation.namesRequestedInstance() ? Tag.RequestedSOPClassUID : Tag.AffectedSOPClassUID);
    }

    /** The instance that the command names, unchecked; empty for none or several. */
    public String sopInstanceUid() {
        return single(operation.namesRequestedInstance() ? Tag.RequestedSOPInstanceUID : Tag.AffectedSOPInstanceUID);
    }

    private String single(int tag) {
        String[] values = request.command().getStrings(tag);
        return values.length == 1 ? values[0] : "";
    }

    public boolean hasDataset() {
        return Commands.hasDataset(request.command());
    }

    /** The data set as it comes in; what is left of it is thrown away. */
    public InputStream dataset() {
        return request.dataset();
    }

    /** The data set as identifier or attribute list: at most 4 MiB. */
    public Attributes readDataset() throws IOException, MalformedDataset {
        return readIdentifier(request);
    }

    static Attributes readIdentifier(DimseMessage message) throws IOException, MalformedDataset {
        TransferSyntax syntax = TransferSyntax.of(message.context().transferSyntax());
        return new DicomInput(message.dataset(), syntax, IDENTIFIER_LIMITS).readDataset();
    }

    /** Whether the final response went out. */
    boolean isAnswered() {
        return answered;
    }

    /** Sends a response: any number of pending ones, then one that is not. */
    public void respond(DimseResponse response) throws IOException {
        if (answered) {
            throw new IllegalStateException("the final response went out already");
        }
        answered = !response.isPending();
        channel.send(
                request.contextId(), Commands.response(operation, request.command(), response), response.dataset());
    }

    /**
     * Whether the peer has cancelled this request by now, PS3.7 9.3.2.3. Does not wait for a message to begin, only
     * for the rest of one that has. What is left of the data set of this request is passed over.
     */
    public boolean isCancelled() throws IOException {
        while (!cancelled && channel.hasInput()) {
            takeAside(channel.receiveNew());
        }
        return cancelled;
    }

    private void takeAside(@Nullable DimseMessage message) throws IOException {
        if (message == null) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PDU, "release amid an operation");
        }
        if (message.isResponse()) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "response without request");
        }
        if (!message.isCancel()) {
            channel.postpone(message);
        } else if (message.concerns(request.messageId())) {
            cancelled = true;
        }
    }

    /**
     * Whether the peer takes objects of the class in that syntax over this association, as C-GET needs it: it asked
     * for the role of a provider of the class, PS3.7 D.3.3.4.
     */
    public boolean canStore(String sopClassUid, String transferSyntaxUid) {
        try {
            channel.contextToRequestor(sopClassUid, transferSyntaxUid);
            return true;
        } catch (ContextNotAccepted _) {
            return false;
        }
    }

    /**
     * C-STORE to the peer over this association, as a suboperation of C-GET.
     *
     * @param dataset without meta information, encoded as named
     * @throws ContextNotAccepted if the peer is no provider of the class or does not take it in that syntax
     */
    public StoreResponse store(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataset)
            throws IOException {
        int context = channel.contextToRequestor(sopClassUid, transferSyntaxUid);
        int messageId = channel.nextMessageId();
        channel.send(context, Commands.storeRequest(messageId, sopClassUid, sopInstanceUid), dataset);
        return Commands.storeResponse(awaitResponse(messageId));
    }

    /**
     * N-EVENT-REPORT to the peer over this association, from the provider of the class of this request to its user.
     *
     * @return the peer's status
     */
    public int eventReport(String sopInstanceUid, int eventTypeId, Attributes information) throws IOException {
        int messageId = channel.nextMessageId();
        Attributes command = Commands.request(DimseOperation.N_EVENT_REPORT, messageId, sopClassUid(), true)
                .setString(Tag.AffectedSOPInstanceUID, VR.UI, sopInstanceUid)
                .setInt(Tag.EventTypeID, VR.US, eventTypeId);
        channel.send(request.contextId(), command, information);
        return awaitResponse(messageId).command().getInt(Tag.Status, Status.ProcessingFailure);
    }

    /** Whether the peer stays silent for that long. One that does not wants to go on, or to be released. */
    public boolean isPeerSilent(Duration pause) throws IOException {
        long start = System.nanoTime();
        while (!channel.hasInput()) {
            if (System.nanoTime() - start >= pause.toNanos()) {
                return true;
            }
            LockSupport.parkNanos(SILENCE_STEP.toNanos());
        }
        return false;
    }

    private DimseMessage awaitResponse(int messageId) throws IOException {
        while (true) {
            DimseMessage message = channel.receiveNew();
            if (message != null && message.isResponse() && message.concerns(messageId)) {
                return message;
            }
            takeAside(message);
        }
    }
}
