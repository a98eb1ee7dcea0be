package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Messages of one association, both ways. For one thread. */
final class DimseChannel {

    /** Requests that came before their turn; more than the window that is answered to anyone. */
    private static final int MAX_POSTPONED = 64;

    /** Of their data sets, all together. */
    private static final int MAX_POSTPONED_BYTES = 1024 * 1024;

    private final PdvReader reader;
    private final PdvWriter writer;
    private final Map<Integer, Negotiation.Accepted> contexts;
    private final Queue<DimseMessage> postponed = new ArrayDeque<>();
    private int postponedBytes;
    private InputStream unread = InputStream.nullInputStream();
    private int lastMessageId;
    private boolean broken;

    DimseChannel(PdvReader reader, PdvWriter writer, Map<Integer, Negotiation.Accepted> contexts) {
        this.reader = reader;
        this.writer = writer;
        this.contexts = contexts;
    }

    int nextMessageId() {
        lastMessageId = lastMessageId % 0xFFFF + 1;
        return lastMessageId;
    }

    /** The next message whose turn it is, or null when the peer asks for release. */
    @Nullable
    DimseMessage receive() throws IOException {
        DimseMessage waiting = postponed.poll();
        if (postponed.isEmpty()) {
            postponedBytes = 0;
        }
        return waiting != null ? waiting : receiveNew();
    }

    /** Whether the association itself failed, rather than something that a service does elsewhere. */
    boolean isBroken() {
        return broken || reader.isDatasetBroken();
    }

    private interface OverTheLine<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private <T extends @Nullable Object> T watched(OverTheLine<T> step) throws IOException {
        try {
            return step.run();
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** The next message that was not postponed; what was left of the data set before it is passed over. */
    @Nullable
    DimseMessage receiveNew() throws IOException {
        return watched(this::receiveNext);
    }

    private @Nullable DimseMessage receiveNext() throws IOException {
        unread.transferTo(OutputStream.nullOutputStream());
        unread = InputStream.nullInputStream();
        PdvReader.Message message = reader.nextMessage();
        if (message == null) {
            return null;
        }
        Negotiation.Accepted context = contexts.get(message.contextId());
        if (context == null) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "context was not accepted");
        }
        if (Commands.hasDataset(message.command())) {
            unread = reader.dataset(message.contextId());
        }
        return new DimseMessage(message.contextId(), context, message.command(), unread);
    }

    /** Whether something has come that was not read; never waits. */
    boolean hasInput() throws IOException {
        return watched(reader::hasInput);
    }

    /** Keeps a request for {@link #receive}, with its data set. */
    void postpone(DimseMessage request) throws IOException {
        if (postponed.size() >= MAX_POSTPONED) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "more requests than the window allows");
        }
        byte[] dataset = request.dataset().readNBytes(MAX_POSTPONED_BYTES - postponedBytes + 1);
        postponedBytes += dataset.length;
        if (postponedBytes > MAX_POSTPONED_BYTES) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "object amid another operation");
        }
        postponed.add(new DimseMessage(
                request.contextId(), request.context(), request.command(), new ByteArrayInputStream(dataset)));
    }

    void send(int contextId, Attributes command) throws IOException {
        byte[] encoded = Commands.encode(command);
        watched(() -> {
            writer.writeCommand(contextId, encoded);
            return true;
        });
    }

    /** Sends a data set that is encoded as agreed for the context. */
    void send(int contextId, Attributes command, InputStream dataset) throws IOException {
        send(contextId, command);
        watched(() -> {
            writer.writeDataset(contextId, dataset);
            return true;
        });
    }

    void send(int contextId, Attributes command, @Nullable Attributes dataset) throws IOException {
        if (dataset == null) {
            send(contextId, command);
            return;
        }
        Negotiation.Accepted context = contexts.get(contextId);
        if (context == null) {
            throw new IllegalStateException("context " + contextId + " was not accepted");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, TransferSyntax.of(context.transferSyntax()), dataset);
        send(contextId, command, new ByteArrayInputStream(bytes.toByteArray()));
    }

    /** The context for a class, and for a syntax unless null. */
    int contextFor(String abstractSyntax, @Nullable String transferSyntax) throws ContextNotAccepted {
        return contextFor(abstractSyntax, transferSyntax, _ -> true);
    }

    /** The context for a class of which the requestor is a provider, as the acceptor needs it to send objects. */
    int contextToRequestor(String abstractSyntax, String transferSyntax) throws ContextNotAccepted {
        return contextFor(abstractSyntax, transferSyntax, Negotiation.Accepted::requestorProvides);
    }

    private int contextFor(String abstractSyntax, @Nullable String transferSyntax, Predicate<Negotiation.Accepted> role)
            throws ContextNotAccepted {
        for (Map.Entry<Integer, Negotiation.Accepted> entry : contexts.entrySet()) {
            if (entry.getValue().carries(abstractSyntax, transferSyntax) && role.test(entry.getValue())) {
                return entry.getKey();
            }
        }
        throw new ContextNotAccepted(abstractSyntax, transferSyntax == null ? "any syntax" : transferSyntax);
    }
}
