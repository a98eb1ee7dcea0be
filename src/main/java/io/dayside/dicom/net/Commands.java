package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Command sets, PS3.7 9.3 and Annex E. */
final class Commands {

    static final int C_CANCEL_RQ = 0x0FFF;
    static final int RESPONSE = 0x8000;

    private static final int NO_DATASET = 0x0101;
    private static final int WITH_DATASET = 0x0001;

    private Commands() {}

    static boolean hasDataset(Attributes command) {
        return command.getInt(Tag.CommandDataSetType, NO_DATASET) != NO_DATASET;
    }

    static Attributes storeRequest(int messageId, String sopClassUid, String sopInstanceUid) {
        return request(DimseOperation.C_STORE, messageId, sopClassUid, true)
                .setInt(Tag.Priority, VR.US, 0)
                .setString(Tag.AffectedSOPInstanceUID, VR.UI, sopInstanceUid);
    }

    /** A request of the class, without what only some operations say. */
    static Attributes request(DimseOperation operation, int messageId, String sopClassUid, boolean withDataset) {
        int sopClass = operation.namesRequestedInstance() ? Tag.RequestedSOPClassUID : Tag.AffectedSOPClassUID;
        return new Attributes()
                .setInt(Tag.CommandGroupLength, VR.UL, 0)
                .setString(sopClass, VR.UI, sopClassUid)
                .setInt(Tag.CommandField, VR.US, operation.commandField)
                .setInt(Tag.MessageID, VR.US, messageId)
                .setInt(Tag.CommandDataSetType, VR.US, withDataset ? WITH_DATASET : NO_DATASET);
    }

    static Attributes cancelRequest(int messageId) {
        return new Attributes()
                .setInt(Tag.CommandGroupLength, VR.UL, 0)
                .setInt(Tag.CommandField, VR.US, C_CANCEL_RQ)
                .setInt(Tag.MessageIDBeingRespondedTo, VR.US, messageId)
                .setInt(Tag.CommandDataSetType, VR.US, NO_DATASET);
    }

    /** The answer to a request, with its identifiers. */
    static Attributes response(DimseOperation operation, Attributes request, DimseResponse response) {
        Attributes command = new Attributes()
                .setInt(Tag.CommandGroupLength, VR.UL, 0)
                .setInt(Tag.CommandField, VR.US, operation.commandField | RESPONSE)
                .setInt(Tag.MessageIDBeingRespondedTo, VR.US, request.getInt(Tag.MessageID, 0))
                .setInt(Tag.CommandDataSetType, VR.US, response.dataset() == null ? NO_DATASET : WITH_DATASET)
                .setInt(Tag.Status, VR.US, response.status());
        boolean requested = operation.namesRequestedInstance();
        copy(request, requested ? Tag.RequestedSOPClassUID : Tag.AffectedSOPClassUID, command, Tag.AffectedSOPClassUID);
        copy(
                request,
                requested ? Tag.RequestedSOPInstanceUID : Tag.AffectedSOPInstanceUID,
                command,
                Tag.AffectedSOPInstanceUID);
        if (operation == DimseOperation.N_ACTION || operation == DimseOperation.N_EVENT_REPORT) {
            copyType(request, Tag.ActionTypeID, command);
            copyType(request, Tag.EventTypeID, command);
        }
        return command.addAll(response.command());
    }

    /** The answer to a request with a command field that does not exist. */
    static Attributes unrecognized(Attributes request) {
        return new Attributes()
                .setInt(Tag.CommandGroupLength, VR.UL, 0)
                .setInt(Tag.CommandField, VR.US, request.getInt(Tag.CommandField, 0) | RESPONSE)
                .setInt(Tag.MessageIDBeingRespondedTo, VR.US, request.getInt(Tag.MessageID, 0))
                .setInt(Tag.CommandDataSetType, VR.US, NO_DATASET)
                .setInt(Tag.Status, VR.US, Status.UnrecognizedOperation);
    }

    private static void copy(Attributes from, int fromTag, Attributes to, int toTag) {
        byte[] uid = from.getBytes(fromTag);
        if (uid != null && uid.length <= 64) {
            to.setBytes(toTag, VR.UI, uid);
        }
    }

    private static void copyType(Attributes from, int tag, Attributes to) {
        if (from.contains(tag)) {
            to.setInt(tag, VR.US, from.getInt(tag, 0));
        }
    }

    static StoreResponse storeResponse(DimseMessage response) {
        Attributes command = response.command();
        return new StoreResponse(
                command.getInt(Tag.Status, Status.ProcessingFailure), command.getString(Tag.ErrorComment));
    }

    static byte[] encode(Attributes command) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        DicomOutput.writeDataset(out, TransferSyntax.IMPLICIT_LITTLE, command);
        return out.toByteArray();
    }
}
