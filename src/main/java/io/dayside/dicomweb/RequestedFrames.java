package io.dayside.dicomweb;

import io.dayside.archive.FrameBytes;
import io.dayside.archive.HeldInstance;
import io.dayside.archive.StoredFrames;
import io.dayside.dicom.data.TransferSyntax;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Frames of one object for one request: out of the place where they lie, or else out of the object's stream. */
final class RequestedFrames implements Closeable {

    private final StoredFrames stored;
    private final StoredObjects objects;
    private final HeldInstance held;
    private final FrameMedia media;
    private @Nullable Frames stream;

    RequestedFrames(StoredFrames stored, StoredObjects objects, HeldInstance held, FrameMedia media) {
        this.stored = stored;
        this.objects = objects;
        this.held = held;
        this.media = media;
    }

    /**
     * @param number from 1
     * @return to be closed
     */
    FrameBytes read(int number) throws IOException {
        if (media.asStored() || !isCompressed()) {
            var frame = stored.read(held, number);
            if (frame.isPresent()) {
                return frame.get();
            }
        }
        var frames = stream();
        return FrameBytes.of(media.asStored() ? frames.stored(number) : frames.octets(number));
    }

    private boolean isCompressed() {
        return TransferSyntax.of(held.instance().transferSyntaxUid()).encapsulated();
    }

    private Frames stream() throws IOException {
        var opened = stream;
        if (opened == null) {
            opened = new Frames(objects, held.instance());
            stream = opened;
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
