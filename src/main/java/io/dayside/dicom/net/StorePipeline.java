package io.dayside.dicom.net;

import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * C-STORE of many objects within the window of asynchronous operations that both sides agreed on, PS3.7 D.3.3.3. A
 * receiver that answers late costs one wait a window instead of one an object. Answers may come in any order.
 */
public final class StorePipeline {

    /** Hears what became of each object. */
    @FunctionalInterface
    public interface Listener {
        void answered(String sopInstanceUid, StoreResponse response);
    }

    private final ClientAssociation association;
    private final Listener listener;
    private final Map<Integer, String> underway = new LinkedHashMap<>();

    StorePipeline(ClientAssociation association, Listener listener) {
        this.association = association;
        this.listener = listener;
    }

    /** Objects that may be under way at once; 1 where the peer did not agree to more. */
    public int window() {
        return association.window();
    }

    /** Sends a file as {@link DimseClient#store(Path)} does, after waiting for an answer where the window is full. */
    public void store(Path file) throws IOException, MalformedDataset {
        try (ObjectFile object = ObjectFile.open(file)) {
            store(object.sopClassUid(), object.sopInstanceUid(), object.transferSyntaxUid(), object.dataset());
        }
    }

    /**
     * Sends one object, after waiting for an answer where the window is full.
     *
     * @param dataset without meta information, encoded as named
     * @throws ContextNotAccepted if the peer does not take the pair of class and syntax; the association goes on
     */
    public void store(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataset)
            throws IOException {
        DimseChannel channel = association.channel();
        int context = channel.contextFor(sopClassUid, transferSyntaxUid);
        association.guarded(() -> {
            while (underway.size() >= window() || (!underway.isEmpty() && channel.hasInput())) {
                takeAnswer();
            }
            int messageId = channel.nextMessageId();
            underway.put(messageId, sopInstanceUid);
            channel.send(context, Commands.storeRequest(messageId, sopClassUid, sopInstanceUid), dataset);
            return true;
        });
    }

    /** Waits for the answers that are left. */
    public void finish() throws IOException {
        association.guarded(() -> {
            while (!underway.isEmpty()) {
                takeAnswer();
            }
            return true;
        });
    }

    private void takeAnswer() throws IOException {
        DimseMessage message = association.channel().receive();
        String instance = message == null || !message.isResponse()
                ? null
                : underway.remove(message.command().getInt(Tag.MessageIDBeingRespondedTo, -1));
        if (message == null || instance == null) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "no answer to an object under way");
        }
        listener.answered(instance, Commands.storeResponse(message));
    }
}
