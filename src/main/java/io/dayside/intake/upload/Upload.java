package io.dayside.intake.upload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Files that one person brings for one facility.
 *
 * @param owner the person's subject; nobody else sees the upload
 * @param facility code of the facility that its objects come from
 * @param ending how it ends; null while it is open
 * @param touchedAt when its last bytes came
 */
record Upload(
        UploadId id,
        String owner,
        String ownerName,
        String facility,
        State state,
        @Nullable Ending ending,
        Instant beganAt,
        Instant touchedAt) {

    enum State {
        /** Files may be added. */
        OPEN,
        /** Takes no more bytes. What is whole is on its way into the archive, if the upload is to be finished. */
        ENDING,
        ENDED
    }

    enum Ending {
        /** All files are there. */
        FINISHED,
        /** By its owner. What was in the archive by then stays there. */
        GIVEN_UP,
        /** No byte came for too long. */
        EXPIRED
    }
}
