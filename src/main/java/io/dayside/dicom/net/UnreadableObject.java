package io.dayside.dicom.net;

import java.io.IOException;

/** An object of ours could not be read amid sending it. A message that was begun leaves nothing but to abort. */
final class UnreadableObject extends IOException {

    UnreadableObject(Exception cause) {
        super("object could not be read to its end", cause);
    }
}
