package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.io.InputStream;

/**
 * A command set as it came, and the stream of the data set that follows it; empty where none does.
 *
 * @param context what was agreed for the context that it came in
 */
record DimseMessage(int contextId, Negotiation.Accepted context, Attributes command, InputStream dataset) {

    int commandField() {
        return command.getInt(Tag.CommandField, 0);
    }

    int messageId() {
        return command.getInt(Tag.MessageID, 0);
    }

    boolean isCancel() {
        return commandField() == Commands.C_CANCEL_RQ;
    }

    boolean isResponse() {
        return !isCancel() && (commandField() & Commands.RESPONSE) != 0;
    }

    /** Whether the message answers, or cancels, the request of that id. */
    boolean concerns(int messageId) {
        return command.getInt(Tag.MessageIDBeingRespondedTo, -1) == messageId;
    }
}
