package io.dayside.dicom.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data set in its encoded form whose pixel data lie elsewhere: they are opened when it is their turn to be read, and
 * never held.
 */
public final class StreamedDataset {

    private static final long MAX_BYTES = 0xFFFF_FFFEL;

    private StreamedDataset() {}

    /**
     * Bytes that are read once.
     *
     * @param bytes how many there are
     */
    public record Piece(long bytes, Opening opening) {

        /** Opens the bytes, of which the reader closes the stream. */
        @FunctionalInterface
        public interface Opening {
            InputStream open() throws IOException;
        }

        private static Piece of(byte[] bytes) {
            return new Piece(bytes.length, () -> new ByteArrayInputStream(bytes));
        }
    }

    /**
     * In Explicit VR Little Endian with native pixels, PS3.5 8.1.
     *
     * @param dataset without an element of that tag
     * @param tag of the pixel data, or of their floating point kin
     * @param pixels the value field, little endian; an odd one is padded
     */
    public static InputStream ofNative(Attributes dataset, int tag, VR vr, Piece pixels) throws IOException {
        requireLength(pixels);
        List<Piece> pieces = new ArrayList<>();
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        DicomOutput.writeDataset(before, TransferSyntax.EXPLICIT_LITTLE, part(dataset, tag, true));
        PixelElement header = new PixelElement(tag, vr, even(pixels), 0);
        DicomOutput.writePixelHeader(before, TransferSyntax.EXPLICIT_LITTLE, header);
        pieces.add(Piece.of(before.toByteArray()));
        addEven(pixels, pieces);
        pieces.add(after(dataset, tag, TransferSyntax.EXPLICIT_LITTLE));
        return new Joined(pieces);
    }

    /**
     * With encapsulated pixels, PS3.5 A.4, each frame in a fragment of its own, and no offset table.
     *
     * @param dataset without pixel data
     * @param syntax an encapsulated one
     * @param frames compressed streams in the order of the frames; of video one for all
     */
    public static InputStream ofFrames(Attributes dataset, TransferSyntax syntax, List<Piece> frames)
            throws IOException {
        if (!syntax.encapsulated()) {
            throw new IllegalArgumentException(syntax.name() + " has no fragments");
        }
        List<Piece> pieces = new ArrayList<>();
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        DicomOutput.writeDataset(before, syntax, part(dataset, Tag.PixelData, true));
        PixelElement header = new PixelElement(Tag.PixelData, VR.OB, PixelElement.UNDEFINED, 0);
        DicomOutput.writePixelHeader(before, syntax, header);
        DicomOutput.writeItemHeader(before, syntax, new FragmentHeader(Tag.Item, 0));
        pieces.add(Piece.of(before.toByteArray()));
        for (Piece frame : frames) {
            requireLength(frame);
            pieces.add(item(syntax, new FragmentHeader(Tag.Item, even(frame))));
            addEven(frame, pieces);
        }
        pieces.add(item(syntax, new FragmentHeader(Tag.SequenceDelimitationItem, 0)));
        pieces.add(after(dataset, Tag.PixelData, syntax));
        return new Joined(pieces);
    }

    private static void requireLength(Piece piece) {
        if (piece.bytes() < 0 || piece.bytes() > MAX_BYTES) {
            throw new IllegalArgumentException("a value has at most 4 GiB");
        }
    }

    private static Piece item(TransferSyntax syntax, FragmentHeader header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomOutput.writeItemHeader(bytes, syntax, header);
        return Piece.of(bytes.toByteArray());
    }

    private static long even(Piece piece) {
        return piece.bytes() + piece.bytes() % 2;
    }

    private static void addEven(Piece piece, List<Piece> pieces) {
        pieces.add(piece);
        if (piece.bytes() % 2 != 0) {
            pieces.add(Piece.of(new byte[1]));
        }
    }

    /** Text after the pixel data is written in the character set that stands before them. */
    private static Piece after(Attributes dataset, int tag, TransferSyntax syntax) throws IOException {
        Attributes characterSet = new Attributes();
        Attributes after = part(dataset, tag, false);
        String[] terms = dataset.getStrings(Tag.SpecificCharacterSet);
        if (terms.length > 0) {
            characterSet.setString(Tag.SpecificCharacterSet, VR.CS, terms);
            after.setString(Tag.SpecificCharacterSet, VR.CS, terms);
        }
        byte[] both = encoded(after, syntax);
        return Piece.of(Arrays.copyOfRange(both, encoded(characterSet, syntax).length, both.length));
    }

    private static byte[] encoded(Attributes dataset, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, syntax, dataset);
        return bytes.toByteArray();
    }

    /** The elements before or after the tag; lengths of groups, which are retired, are left out. */
    private static Attributes part(Attributes dataset, int tag, boolean before) {
        Attributes part = new Attributes();
        for (Element element : dataset) {
            boolean isBefore = Integer.compareUnsigned(element.tag(), tag) < 0;
            if (isBefore == before && element.tag() != tag && !Tag.isGroupLength(element.tag())) {
                part.set(element);
            }
        }
        return part;
    }

    /** One piece after the other, of which one is open at a time. */
    private static final class Joined extends InputStream {

        private final Iterator<Piece> pieces;
        private @Nullable InputStream current;

        Joined(List<Piece> pieces) {
            this.pieces = pieces.iterator();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (length > 0) {
                if (current == null) {
                    if (!pieces.hasNext()) {
                        return -1;
                    }
                    current = pieces.next().opening().open();
                }
                int count = current.read(into, offset, length);
                if (count >= 0) {
                    return count;
                }
                close();
            }
            return 0;
        }

        @Override
        public void close() throws IOException {
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }
}
