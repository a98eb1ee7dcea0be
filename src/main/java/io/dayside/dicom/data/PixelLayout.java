package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the header says about where frames are in the pixel data.
 *
 * @param frames whole pictures, each a frame; a video counts as one
 * @param frameBits of one native frame; frames follow each other without padding
 * @param offsets where the frames' first items start in encapsulated data after the first item, PS3.5 A.4; none if the
 *     header has no extended offset table
 */
record PixelLayout(int frames, long frameBits, long[] offsets) {

    private static final int MAX_FRAMES = 1_000_000;

    static PixelLayout of(Attributes header, TransferSyntax syntax) throws MalformedDataset {
        int frames = header.getInt(Tag.NumberOfFrames, 1);
        if (frames < 1 || frames > MAX_FRAMES) {
            throw new MalformedDataset(Problem.BAD_VALUE, Tag.toString(Tag.NumberOfFrames), 0);
        }
        long samples = pairsColours(header) ? 2 : positive(header.getInt(Tag.SamplesPerPixel, 1));
        long bits = positive(header.getInt(Tag.BitsAllocated, 0));
        long pixels = positive(header.getInt(Tag.Rows, 0)) * positive(header.getInt(Tag.Columns, 0));
        return new PixelLayout(isVideo(syntax.uid()) ? 1 : frames, pixels * samples * bits, offsetsOf(header));
    }

    /** Two pixels share a pair of colour samples, PS3.3 C.7.6.3.1.2. */
    private static boolean pairsColours(Attributes header) {
        String photometric = header.getString(Tag.PhotometricInterpretation, "");
        return header.getInt(Tag.SamplesPerPixel, 1) == 3
                && (photometric.equals("YBR_FULL_422") || photometric.equals("YBR_PARTIAL_422"));
    }

    /** Each of these has 16 bits in the object, so that their product fits into 64. */
    private static long positive(int value) {
        return Math.clamp(value, 0, 0xFFFF);
    }

    private static long[] offsetsOf(Attributes header) {
        byte[] table = header.getBytes(Tag.ExtendedOffsetTable);
        if (table == null) {
            return new long[0];
        }
        long[] offsets = new long[table.length / Long.BYTES];
        ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(offsets);
        return offsets;
    }

    /** The same with the offsets of the basic table, unless the extended one is there. */
    PixelLayout withBasicOffsets(byte[] table) {
        if (offsets.length > 0) {
            return this;
        }
        ByteBuffer buffer = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        long[] basic = new long[table.length / Integer.BYTES];
        for (int i = 0; i < basic.length; i++) {
            basic[i] = Integer.toUnsignedLong(buffer.getInt());
        }
        return new PixelLayout(frames, frameBits, basic);
    }

    boolean hasOffsets() {
        return offsets.length == frames;
    }

    /** First byte of a native frame; a frame of single bits may share it with the one before. */
    long start(int frame) {
        return frameBits * frame / 8;
    }

    /** Byte after the last of a native frame. */
    long end(int frame) {
        return (frameBits * (frame + 1) + 7) / 8;
    }

    private static boolean isVideo(String transferSyntaxUid) {
        return transferSyntaxUid.startsWith("1.2.840.10008.1.2.4.10");
    }

    /** Whether a fragment with these first bytes starts a JPEG image or a JPEG 2000 codestream. */
    static boolean startsImage(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == (byte) 0xFF && (bytes[1] == (byte) 0xD8 || bytes[1] == 0x4F);
    }

    /** Whether the syntax's frames start with a marker that {@link #startsImage} knows. */
    static boolean hasMarkers(String transferSyntaxUid) {
        return transferSyntaxUid.startsWith("1.2.840.10008.1.2.4.") && !isVideo(transferSyntaxUid);
    }
}
