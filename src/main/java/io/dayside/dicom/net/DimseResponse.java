package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import org.jspecify.annotations.Nullable;

/**
 * Answer to an operation, PS3.7 9.1 and 10.1.
 *
 * @param status one of {@link Status}
 * @param command what the command set says beside identifiers and status: comments, counts, the SOP Instance UID that
 *     was given
 * @param dataset identifier, attribute list or reply; null for none
 */
public record DimseResponse(
        int status, Attributes command, @Nullable Attributes dataset) {

    public static final int MAX_COMMENT_LENGTH = 64;

    public static DimseResponse of(int status) {
        return new DimseResponse(status, new Attributes(), null);
    }

    public static DimseResponse of(int status, Attributes dataset) {
        return new DimseResponse(status, new Attributes(), dataset);
    }

    /** With (0000,0902), cut to 64 characters; nothing that identifies a patient. */
    public DimseResponse withComment(String comment) {
        String plain = comment.replaceAll("[^ -\\[\\]-~]", "?");
        command.setString(Tag.ErrorComment, VR.LO, plain.substring(0, Math.min(plain.length(), MAX_COMMENT_LENGTH)));
        return this;
    }

    /** With counts of suboperations. */
    public DimseResponse with(SubOperations counts) {
        counts.writeTo(command);
        return this;
    }

    /** With the instance that was created or concerned. */
    public DimseResponse withInstance(String sopInstanceUid) {
        command.setString(Tag.AffectedSOPInstanceUID, VR.UI, sopInstanceUid);
        return this;
    }

    public @Nullable String errorComment() {
        return command.getString(Tag.ErrorComment);
    }

    /** (0000,1000), null where the peer does not say. */
    public @Nullable String affectedSopInstanceUid() {
        return command.getString(Tag.AffectedSOPInstanceUID);
    }

    public SubOperations subOperations() {
        return SubOperations.readFrom(command);
    }

    public boolean isPending() {
        return Status.isPending(status);
    }
}
