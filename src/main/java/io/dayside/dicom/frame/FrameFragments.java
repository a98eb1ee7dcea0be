package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Which fragments make which frame, PS3.5 A.4. */
final class FrameFragments {

    private static final int ITEM_HEADER_BYTES = 8;

    private FrameFragments() {}

    /** One compressed stream a frame: by offset table, by number, or by the JPEG marker that each frame starts with. */
    static List<byte[]> group(Fragments fragments, int frames, Attributes dataset) throws CannotDecode {
        List<byte[]> parts = fragments.fragments();
        if (parts.size() < frames) {
            throw new BrokenFrame("fewer fragments than frames");
        }
        if (frames == 1) {
            return List.of(joined(parts, 0, parts.size()));
        }
        if (parts.size() == frames) {
            return parts;
        }
        List<Integer> starts = startsByOffset(parts, offsets(fragments, dataset));
        if (starts.size() != frames) {
            starts = startsByMarker(parts);
        }
        if (starts.size() != frames) {
            throw new BrokenFrame("fragments cannot be told apart into frames");
        }
        List<byte[]> grouped = new ArrayList<>(frames);
        for (int i = 0; i < frames; i++) {
            int end = i + 1 < frames ? starts.get(i + 1) : parts.size();
            grouped.add(joined(parts, starts.get(i), end));
        }
        return grouped;
    }

    private static long[] offsets(Fragments fragments, Attributes dataset) {
        byte[] extended = dataset.getBytes(Tag.ExtendedOffsetTable);
        return extended == null || extended.length == 0
                ? basicOffsets(fragments.offsetTable())
                : extendedOffsets(extended);
    }

    private static long[] basicOffsets(byte[] table) {
        ByteBuffer buffer = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        long[] offsets = new long[table.length / Integer.BYTES];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = Integer.toUnsignedLong(buffer.getInt());
        }
        return offsets;
    }

    private static long[] extendedOffsets(byte[] table) {
        long[] offsets = new long[table.length / Long.BYTES];
        ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(offsets);
        return offsets;
    }

    /** Indices of the fragments whose items start at the offsets; none unless all of them do, in order. */
    private static List<Integer> startsByOffset(List<byte[]> parts, long[] offsets) {
        List<Integer> starts = new ArrayList<>();
        long position = 0;
        for (int i = 0; i < parts.size(); i++) {
            if (starts.size() < offsets.length && offsets[starts.size()] == position) {
                starts.add(i);
            }
            position += ITEM_HEADER_BYTES + parts.get(i).length;
        }
        return starts.size() == offsets.length ? starts : List.of();
    }

    private static List<Integer> startsByMarker(List<byte[]> parts) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            byte[] part = parts.get(i);
            boolean imageStart = part.length > 2 && part[0] == (byte) 0xFF && part[1] == (byte) 0xD8;
            boolean codestreamStart = part.length > 2 && part[0] == (byte) 0xFF && part[1] == 0x4F;
            if (imageStart || codestreamStart) {
                starts.add(i);
            }
        }
        return starts.isEmpty() || starts.getFirst() != 0 ? List.of() : starts;
    }

    private static byte[] joined(List<byte[]> parts, int from, int to) {
        if (to - from == 1) {
            return parts.get(from);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.subList(from, to).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
