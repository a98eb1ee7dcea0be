package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.io.IOException;

/** Tag and length of one item of encapsulated pixel data, PS3.5 A.4; or the delimiter after the last. */
record FragmentHeader(int tag, long length) {

    static final int BYTES = 8;

    static FragmentHeader read(ByteSource source, TransferSyntax syntax) throws IOException, MalformedDataset {
        byte[] bytes = source.read(BYTES);
        return of(bytes, syntax, source.offset());
    }

    /** @param offset of the item's value, for the message */
    static FragmentHeader of(byte[] bytes, TransferSyntax syntax, long offset) throws MalformedDataset {
        int tag = DicomInput.tagOf(bytes, syntax.bigEndian());
        int length = DicomInput.intOf(bytes, 4, syntax.bigEndian());
        if ((tag != Tag.Item && tag != Tag.SequenceDelimitationItem) || length == -1) {
            throw PixelElement.malformed(Problem.ITEM_EXPECTED, offset - BYTES);
        }
        return new FragmentHeader(tag, Integer.toUnsignedLong(length));
    }

    boolean isDelimiter() {
        return tag == Tag.SequenceDelimitationItem;
    }
}
