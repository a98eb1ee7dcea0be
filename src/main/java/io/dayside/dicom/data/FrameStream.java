package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Header, then frame after frame, of an object that comes from a stream; holds one frame and one fragment at a time.
 *
 * <p>Frames of several fragments are told apart by the offset table, or else by the marker that JPEG images start
 * with; where neither helps, each fragment is a frame.
 */
public final class FrameStream {

    private final DicomFile header;
    private final ByteSource source;
    private final TransferSyntax syntax;
    private final DicomLimits limits;
    private final @Nullable PixelElement pixels;
    private PixelLayout layout;
    private int nextFrame;
    private byte[] held = new byte[0];
    private long heldOffset;
    private byte @Nullable [] pending;
    private long itemPosition;
    private int fragments;

    private FrameStream(FileReader.Header opened, DicomLimits limits) throws IOException, MalformedDataset {
        this.header = opened.file();
        this.source = opened.rest();
        this.syntax = header.meta().transferSyntax();
        this.limits = limits;
        this.pixels = PixelElement.read(source, syntax);
        this.layout = PixelLayout.of(header.dataset(), syntax);
        if (pixels != null && pixels.isEncapsulated()) {
            byte[] table = nextFragment();
            layout = layout.withBasicOffsets(table == null ? new byte[0] : table);
            itemPosition = 0;
            pending = table == null ? null : nextFragment();
        }
    }

    /** Reads the header; the stream stays open and belongs to the result until the last frame. */
    public static FrameStream open(InputStream in) throws IOException, MalformedDataset {
        return open(in, DicomLimits.DEFAULT);
    }

    /** @param limits what the header may have; {@code maxBulkBytes} bounds each frame rather than all of them */
    public static FrameStream open(InputStream in, DicomLimits limits) throws IOException, MalformedDataset {
        FileReader.Header opened = new FileReader(new ByteSource(in), limits).readHeader();
        try {
            return new FrameStream(opened, limits);
        } catch (EOFException _) {
            throw PixelElement.malformed(Problem.TRUNCATED, opened.rest().offset());
        } catch (ZipException _) {
            throw PixelElement.malformed(Problem.BAD_DEFLATE, opened.rest().offset());
        }
    }

    /** Everything before the pixel data. */
    public DicomFile header() {
        return header;
    }

    /** The next frame as stored: native little endian bytes, or the compressed stream; null after the last. */
    public byte @Nullable [] next() throws IOException, MalformedDataset {
        if (pixels == null || nextFrame == layout.frames()) {
            return null;
        }
        try {
            byte[] frame = pixels.isEncapsulated() ? joined() : nativeFrame(pixels);
            nextFrame++;
            return frame;
        } catch (EOFException _) {
            throw PixelElement.malformed(Problem.TRUNCATED, source.offset());
        } catch (ZipException _) {
            throw PixelElement.malformed(Problem.BAD_DEFLATE, source.offset());
        }
    }

    /**
     * Goes on to a later frame without reading those before it, as far as the stream can skip.
     *
     * @param frame from 0, not before the next one
     */
    public void skipTo(int frame) throws IOException, MalformedDataset {
        if (frame < nextFrame || frame >= frames()) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + frames());
        }
        try {
            if (pixels != null && pixels.isEncapsulated()) {
                skipFragments(frame);
            } else if (pixels != null) {
                skipNative(frame, pixels);
            }
        } catch (EOFException _) {
            throw PixelElement.malformed(Problem.TRUNCATED, source.offset());
        }
    }

    /** Number of frames, 0 without pixel data; the one stream of a video counts as one. */
    public int frames() {
        return pixels == null ? 0 : layout.frames();
    }

    /** Whether the pixel data are Float or Double Float Pixel Data. */
    public boolean holdsRealNumbers() {
        return pixels != null && pixels.tag() != Tag.PixelData;
    }

    private void skipNative(int frame, PixelElement element) throws IOException, MalformedDataset {
        NativeRange range = NativeRange.of(frame, layout, element, syntax, header.dataset());
        long read = heldOffset + held.length;
        if (range.alignedStart() >= read) {
            source.skip(range.alignedStart() - read);
            held = new byte[0];
            heldOffset = range.alignedStart();
        }
        nextFrame = frame;
    }

    private void skipFragments(int frame) throws IOException, MalformedDataset {
        while (nextFrame < frame) {
            FragmentHeader item = nextItem();
            if (item.isDelimiter()) {
                throw PixelElement.malformed(Problem.TRUNCATED, source.offset());
            }
            boolean starts = startsFrame(itemPosition, source.peek((int) Math.min(2, item.length())));
            nextFrame += starts ? 1 : 0;
            if (nextFrame == frame) {
                pending = value(item);
            } else {
                source.skip(item.length());
                itemPosition += FragmentHeader.BYTES + item.length();
            }
        }
    }

    private byte[] nativeFrame(PixelElement element) throws IOException, MalformedDataset {
        NativeRange range = NativeRange.of(nextFrame, layout, element, syntax, header.dataset());
        long missing = range.alignedEnd() - heldOffset - held.length;
        checkSize(range.alignedEnd() - range.alignedStart());
        byte[] more = source.read((int) missing);
        int keptFrom = (int) (range.alignedStart() - heldOffset);
        byte[] bytes = new byte[held.length - keptFrom + more.length];
        System.arraycopy(held, keptFrom, bytes, 0, held.length - keptFrom);
        System.arraycopy(more, 0, bytes, held.length - keptFrom, more.length);
        heldOffset = range.alignedEnd() - Math.min(bytes.length, NativeRange.MAX_UNIT_BYTES);
        held = Arrays.copyOfRange(bytes, (int) (heldOffset - range.alignedStart()), bytes.length);
        return range.cut(bytes);
    }

    private byte[] joined() throws IOException, MalformedDataset {
        byte[] first = pending;
        if (first == null) {
            throw PixelElement.malformed(Problem.TRUNCATED, source.offset());
        }
        pending = nextFragment();
        if (pending == null || startsFrame(pending)) {
            return first;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + pending.length);
        all.writeBytes(first);
        while (pending != null && !startsFrame(pending)) {
            checkSize((long) all.size() + pending.length);
            all.writeBytes(pending);
            pending = nextFragment();
        }
        return all.toByteArray();
    }

    private boolean startsFrame(byte[] fragment) {
        return startsFrame(itemPosition - fragment.length - FragmentHeader.BYTES, fragment);
    }

    private boolean startsFrame(long position, byte[] fragment) {
        int following = nextFrame + 1;
        if (following == layout.frames()) {
            return false;
        }
        if (layout.hasOffsets()) {
            return layout.offsets()[following] == position;
        }
        return !PixelLayout.hasMarkers(syntax.uid()) || PixelLayout.startsImage(fragment);
    }

    private byte @Nullable [] nextFragment() throws IOException, MalformedDataset {
        FragmentHeader item = nextItem();
        return item.isDelimiter() ? null : value(item);
    }

    private FragmentHeader nextItem() throws IOException, MalformedDataset {
        FragmentHeader item = FragmentHeader.read(source, syntax);
        if (!item.isDelimiter() && ++fragments > limits.maxElements()) {
            throw PixelElement.malformed(Problem.TOO_MANY_ELEMENTS, source.offset());
        }
        return item;
    }

    private byte[] value(FragmentHeader item) throws IOException, MalformedDataset {
        checkSize(item.length());
        itemPosition += FragmentHeader.BYTES + item.length();
        return source.read((int) item.length());
    }

    private void checkSize(long bytes) throws MalformedDataset {
        if (bytes > limits.maxBulkBytes() || bytes > Integer.MAX_VALUE - 8) {
            throw PixelElement.malformed(Problem.BULK_TOO_LARGE, source.offset());
        }
    }
}
