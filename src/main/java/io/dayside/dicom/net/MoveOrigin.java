package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;

/** The C-MOVE that a C-STORE belongs to, PS3.7 9.1.1.1. */
public record MoveOrigin(String callingAet, int messageId) {

    void writeTo(Attributes command) {
        command.setString(Tag.MoveOriginatorApplicationEntityTitle, VR.AE, callingAet)
                .setInt(Tag.MoveOriginatorMessageID, VR.US, messageId);
    }
}
