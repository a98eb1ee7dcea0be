package io.dayside.dicom.data;

/**
 * Something that the standard forbids and the reader let pass.
 *
 * @param tag element at fault, or 0
 * @param offsetBytes position as in {@link MalformedDataset}
 */
public record ReadWarning(Kind kind, int tag, long offsetBytes) {

    /** What was let pass, and what the reader made of it. */
    public enum Kind {
        /** Read as if the 128 bytes and the prefix were there. */
        NO_PREAMBLE,
        /** The syntax was guessed, the meta information made from the data set. */
        NO_META_INFORMATION,
        /** The syntax was guessed from the first element. */
        NO_TRANSFER_SYNTAX,
        /** The first element contradicts the declared syntax and won. */
        WRONG_TRANSFER_SYNTAX,
        /** Read to the last element of the group. */
        META_GROUP_LENGTH,
        /** Sorted. */
        ELEMENT_ORDER,
        /** The first was kept. */
        DUPLICATE_ELEMENT,
        /** Kept; padded when written. */
        ODD_LENGTH,
        /** The two after the VR are written as zeros. */
        RESERVED_BYTES,
        /** Kept as UN. */
        UNKNOWN_VR,
        /** Left out. */
        TRAILING_BYTES
    }

    @Override
    public String toString() {
        return "%s at %s, byte %d".formatted(kind, Tag.toString(tag), offsetBytes);
    }
}
