package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.util.function.Consumer;
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
        String cut = plain.substring(0, Math.min(plain.length(), MAX_COMMENT_LENGTH));
        return with(copy -> copy.setString(Tag.ErrorComment, VR.LO, cut));
    }

    /** With (0000,0903), which says more exactly what the status means. */
    public DimseResponse withErrorId(int errorId) {
        return with(copy -> copy.setInt(Tag.ErrorID, VR.US, errorId));
    }

    /** With counts of suboperations; of those that remain only while there can be any, PS3.7 9.3.3.2 and 9.3.4.2. */
    public DimseResponse with(SubOperations counts) {
        boolean someMayRemain = isPending() || status == Status.Cancel;
        return with(copy -> counts.writeTo(copy, someMayRemain));
    }

    /** With the instance that was created or concerned. */
    public DimseResponse withInstance(String sopInstanceUid) {
        return with(copy -> copy.setString(Tag.AffectedSOPInstanceUID, VR.UI, sopInstanceUid));
    }

    private DimseResponse with(Consumer<Attributes> change) {
        Attributes changed = command.copy();
        change.accept(changed);
        return new DimseResponse(status, changed, dataset);
    }

    public @Nullable String errorComment() {
        return command.getString(Tag.ErrorComment);
    }

    /** (0000,0903), 0 where the peer gives none. */
    public int errorId() {
        return command.getInt(Tag.ErrorID, 0);
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
