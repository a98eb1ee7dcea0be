package io.dayside.dicom.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes data sets, PS3.5 chapter 7. Sequences and items keep the kind of length that they were read with; new ones
 * have an undefined length. Group lengths are computed anew where the data set has them.
 */
public final class DicomOutput {

    private static final int UNDEFINED = 0xFFFFFFFF;
    private static final int PREAMBLE_BYTES = 128;
    private static final int MAX_SHORT_LENGTH = 0xFFFE;

    private final OutputStream out;
    private final EncodedLengths lengths = new EncodedLengths();

    private DicomOutput(OutputStream out) {
        this.out = out;
    }

    /** Writes the elements in that syntax; the stream is neither flushed nor closed. */
    public static void writeDataset(OutputStream out, TransferSyntax syntax, Attributes dataset) throws IOException {
        if (!syntax.deflated()) {
            new DicomOutput(out).writeElements(dataset, syntax);
            return;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 8 * 1024);
            new DicomOutput(deflated).writeElements(dataset, TransferSyntax.EXPLICIT_LITTLE);
            deflated.finish();
            if (deflater.getBytesWritten() % 2 != 0) {
                out.write(0);
            }
        } finally {
            deflater.end();
        }
    }

    /** Writes preamble, prefix and group 2 with its length; a data set may follow. The stream stays open. */
    public static void writeMeta(OutputStream out, FileMetaInformation meta) throws IOException {
        out.write(new byte[PREAMBLE_BYTES]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        Attributes group = meta.attributes();
        if (!group.contains(Tag.FileMetaInformationGroupLength)) {
            group = group.copy().setInt(Tag.FileMetaInformationGroupLength, VR.UL, 0);
        }
        new DicomOutput(out).writeElements(group, TransferSyntax.EXPLICIT_LITTLE);
    }

    static void writePixelHeader(OutputStream out, TransferSyntax syntax, PixelElement element) throws IOException {
        new DicomOutput(out).writeHeader(element.tag(), element.vr(), (int) element.length(), syntax);
    }

    static void writeItemHeader(OutputStream out, TransferSyntax syntax, FragmentHeader item) throws IOException {
        new DicomOutput(out).writeTagAndLength(item.tag(), (int) item.length(), syntax);
    }

    private void writeElements(Attributes dataset, TransferSyntax syntax) throws IOException {
        for (Element element : dataset) {
            if (Tag.isGroupLength(element.tag())) {
                writeGroupLength(element.tag(), dataset, syntax);
                continue;
            }
            switch (element) {
                case ValueElement value -> writeValue(value, dataset, syntax);
                case Sequence sequence -> writeSequence(sequence, syntax);
                case Fragments fragments -> writeFragments(fragments, syntax);
            }
        }
    }

    private void writeGroupLength(int tag, Attributes dataset, TransferSyntax syntax) throws IOException {
        long length = lengths.ofGroup(tag, dataset, syntax);
        writeHeader(tag, VR.UL, 4, syntax);
        writeInt((int) length, syntax.bigEndian());
    }

    private void writeValue(ValueElement element, Attributes dataset, TransferSyntax syntax) throws IOException {
        byte[] value = element.encode(dataset.characterSet());
        int padded = value.length + value.length % 2;
        VR vr = syntax.explicitVr() ? explicitVr(element.vr(), padded) : element.vr();
        writeHeader(element.tag(), vr, padded, syntax);
        if (syntax.bigEndian() && element.vr().unitBytes() > 1) {
            value = value.clone();
            ByteOrders.swap(value, ByteOrders.unitOf(element.tag(), element.vr(), dataset));
        }
        out.write(value);
        if (padded != value.length) {
            out.write(element.vr().padding());
        }
    }

    /** A value too long for a 16-bit length goes as UN, PS3.5 6.2.2 note 3. */
    static VR explicitVr(VR vr, int length) {
        return vr.hasLongLength() || length <= MAX_SHORT_LENGTH ? vr : VR.UN;
    }

    private void writeSequence(Sequence sequence, TransferSyntax syntax) throws IOException {
        TransferSyntax inner = sequence.vr() == VR.UN ? TransferSyntax.IMPLICIT_LITTLE : syntax;
        int length = sequence.hasDefinedLength() ? (int) lengths.ofItems(sequence, inner) : UNDEFINED;
        writeHeader(sequence.tag(), sequence.vr(), length, syntax);
        for (Attributes item : sequence) {
            writeItem(item, inner);
        }
        if (!sequence.hasDefinedLength()) {
            writeTagAndLength(Tag.SequenceDelimitationItem, 0, inner);
        }
    }

    private void writeItem(Attributes item, TransferSyntax syntax) throws IOException {
        int length = item.hasDefinedLength() ? (int) lengths.ofElements(item, syntax) : UNDEFINED;
        writeTagAndLength(Tag.Item, length, syntax);
        writeElements(item, syntax);
        if (!item.hasDefinedLength()) {
            writeTagAndLength(Tag.ItemDelimitationItem, 0, syntax);
        }
    }

    private void writeFragments(Fragments element, TransferSyntax syntax) throws IOException {
        if (!syntax.encapsulated()) {
            throw new IllegalStateException("encapsulated pixel data cannot be written as " + syntax.name());
        }
        writeHeader(element.tag(), element.vr(), UNDEFINED, syntax);
        writeFragment(element.offsetTable(), syntax);
        for (byte[] fragment : element.fragments()) {
            writeFragment(fragment, syntax);
        }
        writeTagAndLength(Tag.SequenceDelimitationItem, 0, syntax);
    }

    private void writeFragment(byte[] fragment, TransferSyntax syntax) throws IOException {
        writeTagAndLength(Tag.Item, fragment.length + fragment.length % 2, syntax);
        out.write(fragment);
        if (fragment.length % 2 != 0) {
            out.write(0);
        }
    }

    private void writeHeader(int tag, VR vr, int length, TransferSyntax syntax) throws IOException {
        if (!syntax.explicitVr()) {
            writeTagAndLength(tag, length, syntax);
            return;
        }
        writeTag(tag, syntax);
        out.write(vr.name().charAt(0));
        out.write(vr.name().charAt(1));
        if (vr.hasLongLength()) {
            writeShort(0, syntax.bigEndian());
            writeInt(length, syntax.bigEndian());
        } else {
            writeShort(length, syntax.bigEndian());
        }
    }

    private void writeTagAndLength(int tag, int length, TransferSyntax syntax) throws IOException {
        writeTag(tag, syntax);
        writeInt(length, syntax.bigEndian());
    }

    private void writeTag(int tag, TransferSyntax syntax) throws IOException {
        writeShort(tag >>> 16, syntax.bigEndian());
        writeShort(tag, syntax.bigEndian());
    }

    private void writeShort(int value, boolean bigEndian) throws IOException {
        out.write(bigEndian ? value >>> 8 : value);
        out.write(bigEndian ? value : value >>> 8);
    }

    private void writeInt(int value, boolean bigEndian) throws IOException {
        writeShort(bigEndian ? value >>> 16 : value, bigEndian);
        writeShort(bigEndian ? value : value >>> 16, bigEndian);
    }
}
