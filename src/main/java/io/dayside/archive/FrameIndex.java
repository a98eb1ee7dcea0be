package io.dayside.archive;

import io.dayside.dicom.data.FrameTable;
import io.dayside.dicom.data.MalformedDataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Where an object's frames lie, and what they were when all of the object was last found to be what was received. An
 * object's bytes never change in their place, so that this holds for as long as the index names that place.
 */
final class FrameIndex {

    private static final int[] UNKNOWN = {};

    /** Of an object whose frames are to be read by its stream. */
    static final FrameIndex NONE = new FrameIndex(Optional.empty(), UNKNOWN);

    private final Optional<FrameTable> table;
    private final int[] crcs;

    private FrameIndex(Optional<FrameTable> table, int[] crcs) {
        this.table = table;
        this.crcs = crcs;
    }

    /** Of a whole object that was found to be what was received. */
    static FrameIndex of(FrameBytes object) throws IOException {
        var table = table(object.stream());
        return new FrameIndex(table, table.map(frames -> crcs(frames, object)).orElse(UNKNOWN));
    }

    /** Of an object that is too large to be read for a frame of it. */
    static FrameIndex of(InputStream object) throws IOException {
        return new FrameIndex(table(object), UNKNOWN);
    }

    /** None of what cannot be understood: whoever reads it by its stream is told why. */
    private static Optional<FrameTable> table(InputStream object) throws IOException {
        try {
            return FrameTable.read(object);
        } catch (MalformedDataset _) {
            return Optional.empty();
        }
    }

    private static int[] crcs(FrameTable table, FrameBytes object) {
        var crcs = new int[table.frames()];
        for (int i = 0; i < crcs.length; i++) {
            crcs[i] = frame(table, object, i).crc32c();
        }
        return crcs;
    }

    private static FrameBytes frame(FrameTable table, FrameBytes object, int frame) {
        return FrameBytes.joined(table.frame(frame).stream()
                .map(range -> object.slice(range.offset(), range.length()))
                .toList());
    }

    /** How much memory it takes, about, in units of 16 bytes. */
    int weight() {
        return 28 + table.map(FrameTable::fragments).orElse(0) * 3 / 2 + crcs.length / 4;
    }

    /** Bytes of a frame; 0 where it cannot be read by its place. */
    long length(int frame) {
        return table.filter(frames -> frame >= 0 && frame < frames.frames())
                .map(frames -> frames.frame(frame).stream()
                        .mapToLong(FrameTable.Range::length)
                        .sum())
                .orElse(0L);
    }

    /** The frame out of its object. */
    FrameBytes read(FrameBytes object, int frame) {
        return frame(table.orElseThrow(), object, frame);
    }

    /** The frame out of the file that the object begins in at that offset. */
    FrameBytes read(FileChannel file, long offset, int frame, PiecePool pool) throws IOException {
        var ranges = table.orElseThrow().frame(frame);
        var parts = new ArrayList<FrameBytes>(ranges.size());
        try {
            for (var range : ranges) {
                parts.add(FrameBytes.read(file, offset + range.offset(), range.length(), pool));
            }
            return FrameBytes.joined(parts);
        } catch (IOException | RuntimeException e) {
            parts.forEach(FrameBytes::close);
            throw e;
        }
    }

    /** Whether the frame is known to be other than it was. */
    boolean differs(int frame, FrameBytes bytes) {
        return crcs.length > 0 && bytes.crc32c() != crcs[frame];
    }
}
