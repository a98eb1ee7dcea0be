package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.util.Arrays;

/** Samples to what a screen shows. */
public final class Rendering {

    private static final int COLOURS = 3;
    private static final int FULL_TABLE = 65536;

    /** From the tag of a palette's data to that of its data in segments. */
    private static final int SEGMENTED =
            Tag.SegmentedRedPaletteColorLookupTableData - Tag.RedPaletteColorLookupTableData;

    private Rendering() {}

    /**
     * Renders stored values as 8-bit grey through rescale and window; MONOCHROME1 comes out inverted, as it is seen.
     *
     * @param stored one sample a pixel
     * @param rescale stored value to modality unit; PS3.3 C.11.1
     * @param window in modality units; PS3.3 C.11.2.1.2
     * @return {@code rows * columns} values, row-major, 0 black to 255 white
     */
    public static byte[] toGrey(Samples stored, Rescale rescale, Window window) {
        if (stored.samplesPerPixel() != 1) {
            throw new IllegalArgumentException("colour has no grey window");
        }
        boolean inverted = stored.photometric().equals("MONOCHROME1");
        byte[] grey = new byte[stored.size()];
        for (int i = 0; i < grey.length; i++) {
            int value = window.grey(rescale.apply(stored.get(i)));
            grey[i] = (byte) (inverted ? 255 - value : value);
        }
        return grey;
    }

    /**
     * Replaces palette indices by their colours, PS3.3 C.7.9 and C.7.6.3.1.5. Indices outside of the table take its
     * first or last colour.
     *
     * @param indices one sample a pixel
     * @param dataset object with the lookup tables
     * @return RGB of 8 bits
     */
    public static Samples.Bytes applyPalette(Samples indices, Attributes dataset) throws CannotDecode {
        byte[][] tables = {
            table(dataset, Tag.RedPaletteColorLookupTableDescriptor, Tag.RedPaletteColorLookupTableData),
            table(dataset, Tag.GreenPaletteColorLookupTableDescriptor, Tag.GreenPaletteColorLookupTableData),
            table(dataset, Tag.BluePaletteColorLookupTableDescriptor, Tag.BluePaletteColorLookupTableData)
        };
        int first = firstMapped(dataset, indices.signed());
        byte[] rgb = new byte[indices.size() * COLOURS];
        for (int i = 0; i < indices.size(); i++) {
            for (int colour = 0; colour < COLOURS; colour++) {
                byte[] table = tables[colour];
                int entry = Math.clamp((long) indices.get(i) - first, 0, table.length - 1);
                rgb[i * COLOURS + colour] = table[entry];
            }
        }
        Samples.Shape shape = new Samples.Shape(indices.rows(), indices.columns(), COLOURS, false, 8, "RGB");
        return new Samples.Bytes(shape, rgb);
    }

    private static byte[] upper(int[] entries, int shift) {
        byte[] upper = new byte[entries.length];
        for (int i = 0; i < upper.length; i++) {
            upper[i] = (byte) (entries[i] >> shift);
        }
        return upper;
    }

    private static int firstMapped(Attributes dataset, boolean signed) {
        int[] descriptor = dataset.getInts(Tag.RedPaletteColorLookupTableDescriptor);
        int first = descriptor.length > 1 ? descriptor[1] : 0;
        return signed ? (short) first : first & 0xFFFF;
    }

    /** The upper 8 bits of each entry. */
    private static byte[] table(Attributes dataset, int descriptorTag, int dataTag) throws CannotDecode {
        int[] descriptor = dataset.getInts(descriptorTag);
        byte[] data = dataset.getBytes(dataTag);
        byte[] segments = dataset.getBytes(dataTag + SEGMENTED);
        if (descriptor.length != 3 || (data == null ? segments : data) == null) {
            throw new UnsupportedPixelFormat("the object has no palette");
        }
        int entries = (descriptor[0] & 0xFFFF) == 0 ? FULL_TABLE : descriptor[0] & 0xFFFF;
        if (data == null && segments != null) {
            return upper(PaletteSegments.expand(segments, descriptor[2] > 8, entries), descriptor[2] > 8 ? 8 : 0);
        }
        if (data != null && data.length >= entries * 2) {
            byte[] upper = new byte[entries];
            boolean narrow = descriptor[2] == 8;
            for (int i = 0; i < entries; i++) {
                upper[i] = data[i * 2 + (narrow ? 0 : 1)];
            }
            return upper;
        }
        if (data == null || descriptor[2] != 8 || data.length < entries) {
            throw new BrokenFrame("palette is shorter than it states");
        }
        return Arrays.copyOf(data, entries);
    }
}
