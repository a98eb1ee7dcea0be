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
        int following = nextFrame + 1;
        if (following == layout.frames()) {
            return false;
        }
        if (layout.hasOffsets()) {
            return layout.offsets()[following] == itemPosition - fragment.length - FragmentHeader.BYTES;
        }
        return !PixelLayout.hasMarkers(syntax.uid()) || PixelLayout.startsImage(fragment);
    }

    private byte @Nullable [] nextFragment() throws IOException, MalformedDataset {
        FragmentHeader item = FragmentHeader.read(source, syntax);
        if (item.isDelimiter()) {
            return null;
        }
        if (++fragments > limits.maxElements()) {
            throw PixelElement.malformed(Problem.TOO_MANY_ELEMENTS, source.offset());
        }
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
