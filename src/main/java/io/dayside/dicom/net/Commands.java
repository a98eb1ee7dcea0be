package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Command sets, PS3.7 9.3 and Annex E. */
final class Commands {

    static final int C_STORE_RQ = 0x0001;
    static final int C_ECHO_RQ = 0x0030;
    static final int C_CANCEL_RQ = 0x0FFF;
    static final int RESPONSE = 0x8000;

    private static final int NO_DATASET = 0x0101;
    private static final int WITH_DATASET = 0x0001;
    private static final int MAX_COMMENT_LENGTH = 64;

    private Commands() {}

    static boolean hasDataset(Attributes command) {
        return command.getInt(Tag.CommandDataSetType, NO_DATASET) != NO_DATASET;
    }

    static Attributes echoRequest(int messageId, String sopClassUid) {
        return request(C_ECHO_RQ, messageId, sopClassUid).setInt(Tag.CommandDataSetType, VR.US, NO_DATASET);
    }

    static Attributes storeRequest(int messageId, String sopClassUid, String sopInstanceUid) {
        return request(C_STORE_RQ, messageId, sopClassUid)
                .setInt(Tag.Priority, VR.US, 0)
                .setInt(Tag.CommandDataSetType, VR.US, WITH_DATASET)
                .setString(Tag.AffectedSOPInstanceUID, VR.UI, sopInstanceUid);
    }

    private static Attributes request(int field, int messageId, String sopClassUid) {
        return new Attributes()
                .setInt(Tag.CommandGroupLength, VR.UL, 0)
                .setString(Tag.AffectedSOPClassUID, VR.UI, sopClassUid)
                .setInt(Tag.CommandField, VR.US, field)
                .setInt(Tag.MessageID, VR.US, messageId);
    }

    /** The answer to a request: its identifiers, no data set. */
    static Attributes response(Attributes request, int status, @Nullable String comment) {
        Attributes response = new Attributes()
                .setInt(Tag.CommandGroupLength, VR.UL, 0)
                .setInt(Tag.CommandField, VR.US, request.getInt(Tag.CommandField, 0) | RESPONSE)
                .setInt(Tag.MessageIDBeingRespondedTo, VR.US, request.getInt(Tag.MessageID, 0))
                .setInt(Tag.CommandDataSetType, VR.US, NO_DATASET)
                .setInt(Tag.Status, VR.US, status);
        copy(request, Tag.AffectedSOPClassUID, response);
        copy(request, Tag.AffectedSOPInstanceUID, response);
        if (comment != null) {
            response.setString(Tag.ErrorComment, VR.LO, cleaned(comment));
        }
        return response;
    }

    private static void copy(Attributes from, int tag, Attributes to) {
        byte[] uid = from.getBytes(tag);
        if (uid != null && uid.length <= 64) {
            to.setBytes(tag, VR.UI, uid);
        }
    }

    private static String cleaned(String comment) {
        String plain = comment.replaceAll("[^ -\\[\\]-~]", "?");
        return plain.length() > MAX_COMMENT_LENGTH ? plain.substring(0, MAX_COMMENT_LENGTH) : plain;
    }

    static byte[] encode(Attributes command) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        DicomOutput.writeDataset(out, TransferSyntax.IMPLICIT_LITTLE, command);
        return out.toByteArray();
    }
}
