package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * An open file whose frames are read one by one, in any order, by their positions; the pixel data are never held as a
 * whole, save those of a deflated data set. Safe for several threads.
 */
public final class PixelDataReader implements AutoCloseable {

    private final FileChannel channel;
    private final DicomFile header;
    private final TransferSyntax syntax;
    private final DicomLimits limits;
    private final PixelLayout layout;
    private final @Nullable PixelElement pixels;

    /** Of each frame its fragments; empty for native data. */
    private final List<List<FragmentPlace>> encapsulated;

    /** Inflated native pixel data where the file cannot be read by position. */
    private final byte @Nullable [] inflated;

    private PixelDataReader(FileChannel channel, DicomLimits limits) throws IOException, MalformedDataset {
        this.channel = channel;
        this.limits = limits;
        InputStream in = Channels.newInputStream(channel);
        FileReader.Header opened = new FileReader(new ByteSource(in, channel.size()), limits).readHeader();
        this.header = opened.file();
        this.syntax = header.meta().transferSyntax();
        this.pixels = PixelElement.read(opened.rest(), syntax);
        PixelLayout described = PixelLayout.of(header.dataset(), syntax);
        this.inflated = pixels != null && syntax.deflated() ? inflate(opened.rest(), pixels) : null;
        List<FragmentPlace> items = pixels != null && pixels.isEncapsulated() ? items(pixels.valueOffset()) : List.of();
        this.layout = items.isEmpty() ? described : described.withBasicOffsets(read(items.getFirst()));
        this.encapsulated = items.isEmpty() ? List.of() : FragmentGroups.of(items.subList(1, items.size()), layout);
    }

    public static PixelDataReader open(Path file) throws IOException, MalformedDataset {
        return open(file, DicomLimits.DEFAULT);
    }

    /** @param limits what the header may have; {@code maxBulkBytes} bounds each frame rather than all of them */
    public static PixelDataReader open(Path file, DicomLimits limits) throws IOException, MalformedDataset {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new PixelDataReader(channel, limits);
        } catch (EOFException _) {
            channel.close();
            throw PixelElement.malformed(Problem.TRUNCATED, Files.size(file));
        } catch (ZipException _) {
            channel.close();
            throw PixelElement.malformed(Problem.BAD_DEFLATE, Files.size(file));
        } catch (IOException | MalformedDataset | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Everything before the pixel data. */
    public DicomFile header() {
        return header;
    }

    /** Number of frames, 0 without pixel data; the one stream of a video counts as one. */
    public int frames() {
        return pixels == null ? 0 : layout.frames();
    }

    /**
     * The frame as stored: native little endian bytes, or the compressed stream.
     *
     * @param frame from 0
     */
    public byte[] frame(int frame) throws IOException, MalformedDataset {
        PixelElement element = pixels;
        if (element == null || frame < 0 || frame >= layout.frames()) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + frames());
        }
        return element.isEncapsulated() ? joined(encapsulated.get(frame)) : nativeFrame(frame, element);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private byte[] nativeFrame(int frame, PixelElement element) throws IOException, MalformedDataset {
        NativeRange range = NativeRange.of(frame, layout, element, syntax, header.dataset());
        long length = range.alignedEnd() - range.alignedStart();
        checkSize(length, element.valueOffset());
        byte[] bytes = inflated == null
                ? read(element.valueOffset() + range.alignedStart(), (int) length)
                : Arrays.copyOfRange(inflated, (int) range.alignedStart(), (int) range.alignedEnd());
        return range.cut(bytes);
    }

    private byte[] joined(List<FragmentPlace> parts) throws IOException, MalformedDataset {
        if (parts.size() == 1) {
            return read(parts.getFirst());
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (FragmentPlace part : parts) {
            checkSize((long) all.size() + part.length(), part.offset());
            all.writeBytes(read(part));
        }
        return all.toByteArray();
    }

    private byte[] read(FragmentPlace part) throws IOException, MalformedDataset {
        return read(part.offset(), part.length());
    }

    private byte[] read(long offset, int length) throws IOException, MalformedDataset {
        if (offset + length > channel.size()) {
            throw PixelElement.malformed(Problem.TRUNCATED, offset);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw PixelElement.malformed(Problem.TRUNCATED, offset);
            }
        }
        return buffer.array();
    }

    private byte[] inflate(ByteSource rest, PixelElement element) throws IOException, MalformedDataset {
        if (element.isEncapsulated() || rest.offset() + element.length() > limits.maxInflatedBytes()) {
            throw PixelElement.malformed(Problem.INFLATED_TOO_LARGE, rest.offset());
        }
        return rest.read((int) element.length());
    }

    /** All items, the offset table first. */
    private List<FragmentPlace> items(long start) throws IOException, MalformedDataset {
        List<FragmentPlace> items = new ArrayList<>();
        long offset = start;
        while (items.size() <= limits.maxElements()) {
            byte[] bytes = read(offset, itemStartBytes(offset));
            FragmentHeader item = FragmentHeader.of(bytes, syntax, offset + FragmentHeader.BYTES);
            if (item.isDelimiter()) {
                return items;
            }
            offset += FragmentHeader.BYTES;
            checkSize(item.length(), offset);
            if (offset + item.length() > channel.size()) {
                throw PixelElement.malformed(Problem.TRUNCATED, offset);
            }
            byte[] first = Arrays.copyOfRange(bytes, FragmentHeader.BYTES, bytes.length);
            items.add(new FragmentPlace(offset, (int) item.length(), PixelLayout.startsImage(first)));
            offset += item.length();
        }
        throw PixelElement.malformed(Problem.TOO_MANY_ELEMENTS, offset);
    }

    /** An item's header and its first two bytes, where the file has them. */
    private int itemStartBytes(long offset) throws IOException {
        return Math.clamp(channel.size() - offset, FragmentHeader.BYTES, FragmentHeader.BYTES + 2);
    }

    private void checkSize(long bytes, long offset) throws MalformedDataset {
        if (bytes > limits.maxBulkBytes() || bytes > Integer.MAX_VALUE - 8) {
            throw PixelElement.malformed(Problem.BULK_TOO_LARGE, offset);
        }
    }
}
