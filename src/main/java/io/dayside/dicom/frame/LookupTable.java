package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One lookup table of grey values, PS3.3 C.11.1.1, C.11.2.1.1 and C.11.4. Values outside of it take its first or last entry. */
public final class LookupTable {

    private static final int FULL = 65536;

    private final int first;
    private final int bits;
    private final int[] entries;

    private LookupTable(int first, int bits, int[] entries) {
        this.first = first;
        this.bits = bits;
        this.entries = entries;
    }

    /** The frame's modality table, which then stands in place of the rescale; stored values go in. */
    public static Optional<LookupTable> modality(Attributes dataset, boolean signed) throws CannotDecode {
        return of(dataset.getItem(Tag.ModalityLUTSequence), signed);
    }

    /**
     * The frame's first VOI table; modality units go in.
     *
     * @param frame from 0
     * @param signed whether modality units may be negative
     */
    public static Optional<LookupTable> voi(Attributes dataset, int frame, boolean signed) throws CannotDecode {
        Attributes source = FunctionalGroups.find(dataset, frame, Tag.FrameVOILUTSequence);
        return of(source.getItem(Tag.VOILUTSequence), signed);
    }

    /** The table that maps what the VOI step gives to what is shown. */
    static Optional<LookupTable> presentation(Attributes dataset) throws CannotDecode {
        return of(dataset.getItem(Tag.PresentationLUTSequence), false);
    }

    private static Optional<LookupTable> of(@Nullable Attributes item, boolean signed) throws CannotDecode {
        if (item == null) {
            return Optional.empty();
        }
        int[] descriptor = item.getInts(Tag.LUTDescriptor);
        byte[] data = item.getBytes(Tag.LUTData);
        if (descriptor.length != 3 || data == null) {
            throw new BrokenFrame("lookup table without descriptor or data");
        }
        int count = (descriptor[0] & 0xFFFF) == 0 ? FULL : descriptor[0] & 0xFFFF;
        int first = signed ? (short) descriptor[1] : descriptor[1] & 0xFFFF;
        int bits = descriptor[2];
        if (bits < 8 || bits > 16) {
            throw new BrokenFrame("lookup table of " + bits + " bits");
        }
        return Optional.of(new LookupTable(first, bits, entries(data, count, bits)));
    }

    /** Tables of 8 bits come with one entry a word, or, against the standard, with two. */
    private static int[] entries(byte[] data, int count, int bits) throws CannotDecode {
        boolean words = data.length >= count * Short.BYTES;
        if (!words && (bits > Byte.SIZE || data.length < count)) {
            throw new BrokenFrame("lookup table is shorter than it states");
        }
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = words ? Short.toUnsignedInt(buffer.getShort(i * Short.BYTES)) : data[i] & 0xFF;
        }
        return entries;
    }

    public int apply(double value) {
        return entries[(int) Math.clamp(Math.floor(value) - first, 0, entries.length - 1)];
    }

    /** Share of the largest possible entry, 0 to 1. */
    double share(double value) {
        return Math.min((double) apply(value) / ((1 << bits) - 1), 1);
    }

    /** The whole table spread over the shares from 0 to 1. */
    double shareOfShare(double share) {
        return share(first + Math.rint(share * (entries.length - 1)));
    }
}
