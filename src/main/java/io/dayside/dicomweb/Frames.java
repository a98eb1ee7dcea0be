package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FrameStream;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.DecoderUnavailable;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.RealFrames;
import io.dayside.dicom.frame.Samples;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Frames of one object, one at a time, of which each is read by itself. */
final class Frames implements Closeable {

    private final StoredObjects objects;
    private final ArchivedInstance instance;
    private InputStream stored;
    private FrameStream stream;
    private int next;

    Frames(StoredObjects objects, ArchivedInstance instance) throws IOException {
        this.objects = objects;
        this.instance = instance;
        this.stored = objects.open(instance);
        this.stream = opened(stored);
    }

    private static FrameStream opened(InputStream stored) throws IOException {
        try {
            return FrameStream.open(stored);
        } catch (MalformedDataset e) {
            stored.close();
            throw Refusals.unreadable(e);
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    int count() {
        return stream.frames();
    }

    /** Whether the pixels are Float or Double Float Pixel Data. */
    boolean holdsRealNumbers() {
        return stream.holdsRealNumbers();
    }

    DicomFile header() {
        return stream.header();
    }

    /**
     * The frame as stored: native little endian bytes, or the compressed stream.
     *
     * @param number from 1
     */
    byte[] stored(int number) throws IOException {
        if (number < 1 || number > count()) {
            throw Refusals.notFound();
        }
        if (number <= next) {
            stored.close();
            stored = objects.open(instance);
            stream = opened(stored);
        }
        try {
            stream.skipTo(number - 1);
            next = number;
            var frame = stream.next();
            if (frame == null) {
                throw Refusals.notFound();
            }
            return frame;
        } catch (MalformedDataset e) {
            throw Refusals.unreadable(e);
        }
    }

    /** @param number from 1 */
    Samples decoded(int number) throws IOException {
        var encoded = stored(number);
        try {
            return FrameSource.decode(header(), number - 1, encoded);
        } catch (DecoderUnavailable e) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "The frame cannot be decoded now: " + e.getMessage() + ".", e);
        } catch (CannotDecode e) {
            throw cannotDecode(e);
        }
    }

    /**
     * Of Float or Double Float Pixel Data.
     *
     * @param number from 1
     */
    double[] realNumbers(int number) throws IOException {
        try {
            return RealFrames.decode(header().dataset(), stored(number));
        } catch (CannotDecode e) {
            throw cannotDecode(e);
        }
    }

    static ResponseStatusException cannotDecode(CannotDecode problem) {
        return new ResponseStatusException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "The frame cannot be decoded: " + problem.getMessage() + ".",
                problem);
    }

    /**
     * The frame's samples, little endian, as native pixel data have them.
     *
     * @param number from 1
     */
    byte[] octets(int number) throws IOException {
        boolean encapsulated = header().meta().transferSyntax().encapsulated();
        int bits = header().dataset().getInt(Tag.BitsAllocated, Byte.SIZE);
        if (!encapsulated && (bits > 1 || number == 1)) {
            return stored(number);
        }
        var samples = decoded(number);
        return bits == 1 ? packed(samples) : bytes(samples);
    }

    /** Frames of single bits may start amid a byte; each is given from a byte of its own. */
    private static byte[] packed(Samples samples) {
        var bytes = new byte[(samples.size() + 7) / 8];
        for (int i = 0; i < samples.size(); i++) {
            bytes[i / 8] |= (byte) ((samples.get(i) & 1) << i % 8);
        }
        return bytes;
    }

    private static byte[] bytes(Samples samples) {
        return switch (samples) {
            case Samples.Bytes bytes -> bytes.values();
            case Samples.Shorts shorts -> {
                var buffer = ByteBuffer.allocate(shorts.size() * Short.BYTES);
                buffer.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(shorts.values());
                yield buffer.array();
            }
            case Samples.Ints ints -> {
                var buffer = ByteBuffer.allocate(ints.size() * Integer.BYTES);
                buffer.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(ints.values());
                yield buffer.array();
            }
        };
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
