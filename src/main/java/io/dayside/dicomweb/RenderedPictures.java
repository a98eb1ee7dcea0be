package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.ShownFrame;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Frames as pictures. What is rendered at the same time takes no more memory together than {@value #MEMORY_MIB} MiB. */
@Component
class RenderedPictures {

    private static final int MEMORY_MIB = 768;

    /** Stored, decoded, shown and written, in colour, in 16 bits or in real numbers. */
    private static final int BYTES_A_PIXEL = 20;

    /** Twice the largest detector's. */
    private static final int MAX_PIXELS = 48_000_000;

    private static final int MAX_WAIT_SECONDS = 20;

    /** More at the same time would take processors from all other requests and be no faster. */
    private static final int MAX_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final StoredObjects objects;
    private final Semaphore memory = new Semaphore(MEMORY_MIB, true);
    private final Semaphore turns = new Semaphore(MAX_AT_ONCE, true);

    RenderedPictures(StoredObjects objects) {
        this.objects = objects;
    }

    /**
     * One picture to be made.
     *
     * @param number of the frame from 1, or 0 for the one that stands for all
     */
    record Shot(ArchivedInstance instance, int number) {}

    static boolean isPossible(ArchivedInstance instance) {
        return instance.frames() > 0
                && pixels(instance) <= MAX_PIXELS
                && FrameSource.decodes(TransferSyntax.of(instance.transferSyntaxUid()));
    }

    /** @throws ResponseStatusException 406 where the object holds no picture, or none that can be decoded */
    static void requirePossible(ArchivedInstance instance) {
        if (instance.frames() == 0) {
            throw Refusals.notAcceptable("The object holds no picture.");
        }
        if (pixels(instance) > MAX_PIXELS) {
            throw Refusals.notAcceptable("Pictures of more than %,d pixels are not rendered.".formatted(MAX_PIXELS));
        }
        if (!isPossible(instance)) {
            throw Refusals.notAcceptable("The picture is compressed as "
                    + TransferSyntax.of(instance.transferSyntaxUid()).name() + " and cannot be rendered.");
        }
    }

    private static long pixels(ArchivedInstance instance) {
        return (long) instance.rows() * instance.columns();
    }

    byte[] render(Shot shot, RenderingParameters parameters, PictureFormat format) throws IOException {
        acquire(turns, 1);
        try {
            long pixels = pixels(shot.instance()) + parameters.outputPixels();
            int permits = (int) Math.min(MEMORY_MIB, 1 + pixels * BYTES_A_PIXEL / (1024 * 1024));
            acquire(memory, permits);
            try {
                return rendered(shot, parameters, format);
            } finally {
                memory.release(permits);
            }
        } finally {
            turns.release();
        }
    }

    private static void acquire(Semaphore semaphore, int permits) {
        try {
            if (semaphore.tryAcquire(permits, MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new ResponseStatusException(
                HttpStatus.SERVICE_UNAVAILABLE, "Too many pictures are being rendered at the same time.");
    }

    private byte[] rendered(Shot shot, RenderingParameters parameters, PictureFormat format) throws IOException {
        try (var frames = new Frames(objects, shot.instance())) {
            if (frames.count() == 0) {
                throw Refusals.notAcceptable("The object holds no picture.");
            }
            var shown = shown(frames, shot.number() == 0 ? representative(frames) : shot.number(), parameters);
            var viewport = parameters.viewport();
            return format.write(viewport == null ? shown : viewport.apply(shown), parameters.quality());
        }
    }

    private static ShownFrame shown(Frames frames, int number, RenderingParameters parameters) throws IOException {
        var header = frames.header().dataset();
        try {
            return frames.holdsRealNumbers()
                    ? ShownFrame.ofReals(header, number - 1, frames.realNumbers(number), parameters.window())
                    : ShownFrame.of(header, number - 1, frames.decoded(number), parameters.window());
        } catch (CannotDecode e) {
            throw Frames.cannotDecode(e);
        }
    }

    /** The one that the object names, PS3.3 C.7.6.6, or that in the middle. */
    private static int representative(Frames frames) {
        int named = frames.header().dataset().getInt(Tag.RepresentativeFrameNumber, 0);
        return named >= 1 && named <= frames.count() ? named : (frames.count() + 1) / 2;
    }
}
