package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the frames of an object stand in its Part 10 stream. Once this is known a frame is read without the header and
 * without the other frames.
 */
public final class FrameTable {

    private final PixelLayout layout;

    /** Where native pixel data begin. */
    private final long valueOffset;

    /** Of each frame of encapsulated pixel data its fragments; none of native ones. */
    private final Fragmented fragments;

    /** Bytes of the Part 10 stream. */
    public record Range(long offset, long length) {}

    private FrameTable(PixelLayout layout, long valueOffset, Fragmented fragments) {
        this.layout = layout;
        this.valueOffset = valueOffset;
        this.fragments = fragments;
    }

    /**
     * Reads the header and the headers of all fragments. Pixel data are skipped as far as the stream can.
     *
     * @return empty where a frame is no run of the stream's bytes: in deflated and in big endian data, of pixels that are no
     *     whole bytes, and without pixel data
     */
    public static Optional<FrameTable> read(InputStream object) throws IOException, MalformedDataset {
        FileReader.Header opened = new FileReader(new ByteSource(object), DicomLimits.DEFAULT).readHeader();
        ByteSource rest = opened.rest();
        TransferSyntax syntax = opened.file().meta().transferSyntax();
        if (syntax.deflated() || syntax.bigEndian()) {
            return Optional.empty();
        }
        try {
            PixelElement pixels = PixelElement.read(rest, syntax);
            Attributes header = opened.file().dataset();
            if (pixels == null) {
                return Optional.empty();
            }
            PixelLayout layout = PixelLayout.of(header, syntax);
            return pixels.isEncapsulated()
                    ? Optional.of(new FrameTable(layout, 0, fragmented(rest, syntax, layout)))
                    : ofNative(pixels, layout, header.getInt(Tag.BitsAllocated, 0));
        } catch (EOFException _) {
            throw PixelElement.malformed(Problem.TRUNCATED, rest.offset());
        }
    }

    private static Optional<FrameTable> ofNative(PixelElement pixels, PixelLayout layout, int bitsAllocated)
            throws MalformedDataset {
        if (bitsAllocated == 0 || bitsAllocated % Byte.SIZE != 0) {
            return Optional.empty();
        }
        if (layout.end(layout.frames() - 1) > pixels.length()) {
            throw PixelElement.malformed(Problem.BAD_LENGTH, pixels.valueOffset());
        }
        return Optional.of(new FrameTable(layout, pixels.valueOffset(), Fragmented.NONE));
    }

    private static Fragmented fragmented(ByteSource rest, TransferSyntax syntax, PixelLayout layout)
            throws IOException, MalformedDataset {
        FragmentHeader table = FragmentHeader.read(rest, syntax);
        if (table.isDelimiter()) {
            throw PixelElement.malformed(Problem.TRUNCATED, rest.offset());
        }
        checkSize(table, rest);
        PixelLayout withOffsets = layout.withBasicOffsets(rest.read((int) table.length()));
        return Fragmented.of(FragmentGroups.of(fragments(rest, syntax), withOffsets));
    }

    private static List<FragmentPlace> fragments(ByteSource rest, TransferSyntax syntax)
            throws IOException, MalformedDataset {
        List<FragmentPlace> fragments = new ArrayList<>();
        while (fragments.size() <= DicomLimits.DEFAULT.maxElements()) {
            FragmentHeader item = FragmentHeader.read(rest, syntax);
            if (item.isDelimiter()) {
                return fragments;
            }
            checkSize(item, rest);
            byte[] first = rest.peek((int) Math.min(2, item.length()));
            fragments.add(new FragmentPlace(rest.offset(), (int) item.length(), PixelLayout.startsImage(first)));
            rest.skip(item.length());
        }
        throw PixelElement.malformed(Problem.TOO_MANY_ELEMENTS, rest.offset());
    }

    private static void checkSize(FragmentHeader item, ByteSource rest) throws MalformedDataset {
        if (item.length() > DicomLimits.DEFAULT.maxBulkBytes()) {
            throw PixelElement.malformed(Problem.BULK_TOO_LARGE, rest.offset());
        }
    }

    /** Number of frames; the one stream of a video counts as one. */
    public int frames() {
        return layout.frames();
    }

    /**
     * The bytes that are the frame, native little endian or a compressed stream, in their order.
     *
     * @param frame from 0
     */
    public List<Range> frame(int frame) {
        return fragments.isEmpty()
                ? List.of(new Range(valueOffset + layout.start(frame), layout.end(frame) - layout.start(frame)))
                : fragments.of(frame);
    }

    /** Fragments that it remembers, some 16 bytes each. */
    public int fragments() {
        return fragments.offsets().length;
    }

    /**
     * Fragments in three arrays: whole slides have a hundred thousand.
     *
     * @param first of each frame the number of its first fragment, and last the number of fragments
     */
    private record Fragmented(int[] first, long[] offsets, int[] lengths) {

        static final Fragmented NONE = new Fragmented(new int[0], new long[0], new int[0]);

        static Fragmented of(List<List<FragmentPlace>> frames) {
            int count = frames.stream().mapToInt(List::size).sum();
            var all = new Fragmented(new int[frames.size() + 1], new long[count], new int[count]);
            int at = 0;
            for (int i = 0; i < frames.size(); i++) {
                for (FragmentPlace fragment : frames.get(i)) {
                    all.offsets[at] = fragment.offset();
                    all.lengths[at++] = fragment.length();
                }
                all.first[i + 1] = at;
            }
            return all;
        }

        boolean isEmpty() {
            return first.length == 0;
        }

        List<Range> of(int frame) {
            List<Range> ranges = new ArrayList<>(first[frame + 1] - first[frame]);
            for (int i = first[frame]; i < first[frame + 1]; i++) {
                ranges.add(new Range(offsets[i], lengths[i]));
            }
            return ranges;
        }
    }
}
