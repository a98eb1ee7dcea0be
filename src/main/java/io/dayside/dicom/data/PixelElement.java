package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The header of a pixel data element, as it stands after the rest of the data set.
 *
 * @param length of the value field in bytes, or {@link #UNDEFINED} where fragments follow
 * @param valueOffset where the value field starts
 */
record PixelElement(int tag, VR vr, long length, long valueOffset) {

    static final long UNDEFINED = -1;

    /** Consumes the header, or nothing and returns null where no pixel data come next. */
    static @Nullable PixelElement read(ByteSource source, TransferSyntax syntax) throws IOException, MalformedDataset {
        byte[] next = source.peek(syntax.explicitVr() ? 12 : 8);
        if (next.length < 8 || !isPixelData(DicomInput.tagOf(next, syntax.bigEndian()))) {
            return null;
        }
        int tag = source.readShort(syntax.bigEndian()) << 16 | source.readShort(syntax.bigEndian());
        VR vr = syntax.explicitVr() ? VR.ofCode(source.readByte(), source.readByte()) : ElementDictionary.vrOf(tag);
        if (vr == null || !vr.hasLongLength()) {
            throw malformed(Problem.BAD_VR, source.offset());
        }
        if (syntax.explicitVr()) {
            source.skip(2);
        }
        int length = source.readInt(syntax.bigEndian());
        return new PixelElement(tag, vr, length == -1 ? UNDEFINED : Integer.toUnsignedLong(length), source.offset());
    }

    private static boolean isPixelData(int tag) {
        return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
    }

    boolean isEncapsulated() {
        return length == UNDEFINED;
    }

    static MalformedDataset malformed(Problem problem, long offset) {
        return new MalformedDataset(problem, Tag.toString(Tag.PixelData), offset);
    }
}
