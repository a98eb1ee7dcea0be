package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;

/** Counts of the C-STORE suboperations of a retrieval, PS3.7 9.1.3.1. */
public record SubOperations(int remaining, int completed, int failed, int warning) {

    public static final SubOperations NONE = new SubOperations(0, 0, 0, 0);

    private static final int MAX = 0xFFFF;

    static SubOperations readFrom(Attributes command) {
        return new SubOperations(
                command.getInt(Tag.NumberOfRemainingSuboperations, 0),
                command.getInt(Tag.NumberOfCompletedSuboperations, 0),
                command.getInt(Tag.NumberOfFailedSuboperations, 0),
                command.getInt(Tag.NumberOfWarningSuboperations, 0));
    }

    void writeTo(Attributes command, boolean withRemaining) {
        if (withRemaining) {
            command.setInt(Tag.NumberOfRemainingSuboperations, VR.US, Math.min(remaining, MAX));
        }
        command.setInt(Tag.NumberOfCompletedSuboperations, VR.US, Math.min(completed, MAX))
                .setInt(Tag.NumberOfFailedSuboperations, VR.US, Math.min(failed, MAX))
                .setInt(Tag.NumberOfWarningSuboperations, VR.US, Math.min(warning, MAX));
    }

    /** After one more suboperation with that status. */
    public SubOperations after(int status) {
        int left = Math.max(remaining - 1, 0);
        if (status == Status.Success) {
            return new SubOperations(left, completed + 1, failed, warning);
        }
        return Status.isStored(status)
                ? new SubOperations(left, completed, failed, warning + 1)
                : new SubOperations(left, completed, failed + 1, warning);
    }
}
