package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads one data set from a stream, PS3.5 chapter 7 and Annex A. The stream is never asked for more memory than twice
 * what it has delivered, and every {@link DicomLimits limit} holds.
 */
public final class DicomInput {

    private static final int UNDEFINED = 0xFFFFFFFF;
    private static final long TO_END = -1;
    private static final long TO_DELIMITER = -2;

    private final ByteSource source;
    private final TransferSyntax syntax;
    private final ReadBudget budget;
    private IntPredicate stop = _ -> false;
    private boolean stopped;
    private long datasetStart;

    /** The stream starts with the first element; it is read ahead of what is parsed, and not closed. */
    public DicomInput(InputStream in, TransferSyntax syntax, DicomLimits limits) {
        this(new ByteSource(in), syntax, new ReadBudget(limits));
    }

    /** The bytes are a whole data set. */
    public DicomInput(byte[] dataset, TransferSyntax syntax, DicomLimits limits) {
        this(new ByteSource(new ByteArrayInputStream(dataset), dataset.length), syntax, new ReadBudget(limits));
    }

    DicomInput(ByteSource source, TransferSyntax syntax, ReadBudget budget) {
        this.source = syntax.deflated() ? inflating(source) : source;
        this.syntax = syntax;
        this.budget = budget;
    }

    private static ByteSource inflating(ByteSource source) {
        return new ByteSource(new InflaterInputStream(source.remaining(), new Inflater(true)));
    }

    /** The bytes being read, after inflation. */
    ByteSource source() {
        return source;
    }

    /** What was let pass so far, the first hundred of it. */
    public List<ReadWarning> warnings() {
        return budget.warnings();
    }

    /** Everything to the end of the stream. */
    public Attributes readDataset() throws IOException, MalformedDataset {
        return readWhile(_ -> true);
    }

    /** The elements before the first whose tag is at or after the one given; the rest stays unread. */
    public Attributes readDatasetUntil(int tag) throws IOException, MalformedDataset {
        return readWhile(next -> Integer.compareUnsigned(next, tag) < 0);
    }

    /** The top-level elements before the first whose tag is not wanted; the rest stays unread. */
    Attributes readWhile(IntPredicate wanted) throws IOException, MalformedDataset {
        stop = wanted.negate();
        Attributes dataset = new Attributes();
        datasetStart = source.offset();
        try {
            readElements(dataset, syntax, TO_END, 0);
        } catch (EOFException _) {
            throw budget.malformed(Problem.TRUNCATED, source.offset());
        } catch (ZipException _) {
            throw budget.malformed(Problem.BAD_DEFLATE, source.offset());
        }
        return dataset;
    }

    private void readElements(Attributes into, TransferSyntax as, long end, int depth)
            throws IOException, MalformedDataset {
        while (!stopped && !isAtEnd(end)) {
            long start = source.offset();
            if (depth == 0 && isAtStop(as)) {
                stopped = true;
                return;
            }
            int tag = readTag(as);
            if (tag == Tag.ItemDelimitationItem && end == TO_DELIMITER) {
                readDelimiterLength(as);
                return;
            }
            budget.path().enter(tag);
            readElement(tag, into, as, end, depth, start);
            budget.path().leave();
        }
    }

    private boolean isAtEnd(long end) throws IOException, MalformedDataset {
        checkInflated();
        if (end == TO_END) {
            return source.atEnd() || isPadded();
        }
        if (end != TO_DELIMITER && source.offset() > end) {
            throw budget.malformed(Problem.BAD_LENGTH, source.offset());
        }
        return source.offset() == end;
    }

    /**
     * Whether nothing is left but the zero with which a sender made its last fragment even, PS3.8 9.3.5, after elements
     * that are together of odd length.
     */
    private boolean isPadded() throws IOException {
        if ((source.offset() - datasetStart) % 2 == 0) {
            return false;
        }
        byte[] rest = source.peek(2);
        if (rest.length != 1 || rest[0] != 0) {
            return false;
        }
        budget.warn(ReadWarning.Kind.TRAILING_BYTES, 0, source.offset());
        source.skip(1);
        return true;
    }

    private void checkInflated() throws MalformedDataset {
        if (syntax.deflated() && source.offset() > budget.limits().maxInflatedBytes()) {
            throw budget.malformed(Problem.INFLATED_TOO_LARGE, source.offset());
        }
    }

    private boolean isAtStop(TransferSyntax as) throws IOException {
        byte[] next = source.peek(4);
        return next.length == 4 && stop.test(tagOf(next, as.bigEndian()));
    }

    static int tagOf(byte[] b, boolean bigEndian) {
        return bigEndian
                ? (b[0] & 0xFF) << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | (b[3] & 0xFF)
                : (b[1] & 0xFF) << 24 | (b[0] & 0xFF) << 16 | (b[3] & 0xFF) << 8 | (b[2] & 0xFF);
    }

    static int intOf(byte[] b, int at, boolean bigEndian) {
        int little = (b[at] & 0xFF) | (b[at + 1] & 0xFF) << 8 | (b[at + 2] & 0xFF) << 16 | (b[at + 3] & 0xFF) << 24;
        return bigEndian ? Integer.reverseBytes(little) : little;
    }

    private int readTag(TransferSyntax as) throws IOException {
        int group = source.readShort(as.bigEndian());
        return group << 16 | source.readShort(as.bigEndian());
    }

    private void readDelimiterLength(TransferSyntax as) throws IOException, MalformedDataset {
        if (source.readInt(as.bigEndian()) != 0) {
            throw budget.malformed(Problem.STRAY_DELIMITER, source.offset());
        }
    }

    private void readElement(int tag, Attributes into, TransferSyntax as, long end, int depth, long start)
            throws IOException, MalformedDataset {
        if (Tag.group(tag) == 0xFFFE) {
            throw budget.malformed(Problem.STRAY_DELIMITER, start);
        }
        budget.countElement(start);
        VR vr = as.explicitVr() ? readVr(tag, start) : implicitVr(tag, into);
        long length = readLength(tag, vr, as);
        if (end >= 0 && length != UNDEFINED && source.offset() + length > end) {
            throw budget.malformed(Problem.BAD_LENGTH, start);
        }
        Element element = length == UNDEFINED
                ? readUndefined(tag, vr, into, as, depth)
                : readDefined(tag, vr, length, into, as, depth);
        keep(element, into, start);
    }

    private void keep(Element element, Attributes into, long start) {
        int tag = element.tag();
        if (into.contains(tag)) {
            budget.warn(ReadWarning.Kind.DUPLICATE_ELEMENT, tag, start);
            return;
        }
        if (Integer.compareUnsigned(tag, into.lastTag()) < 0) {
            budget.warn(ReadWarning.Kind.ELEMENT_ORDER, tag, start);
        }
        into.set(element);
    }

    /** The VR of the next two bytes; an unknown code counts as UN with a 32-bit length, PS3.5 6.2 note 3. */
    private VR readVr(int tag, long start) throws IOException, MalformedDataset {
        int first = source.readByte();
        int second = source.readByte();
        VR vr = VR.ofCode(first, second);
        if (vr != null) {
            return vr;
        }
        if (!VR.isCode(first, second)) {
            throw budget.malformed(Problem.BAD_VR, start);
        }
        budget.warn(ReadWarning.Kind.UNKNOWN_VR, tag, start);
        return VR.UN;
    }

    private static VR implicitVr(int tag, Attributes into) {
        VR vr = ElementDictionary.vrOf(tag);
        return vr == VR.US && ElementDictionary.signFollowsPixels(tag) && isSigned(into) ? VR.SS : vr;
    }

    private static boolean isSigned(Attributes dataset) {
        Attributes around = dataset.parent();
        return (dataset.contains(Tag.PixelRepresentation) || around == null)
                ? dataset.getInt(Tag.PixelRepresentation, 0) == 1
                : isSigned(around);
    }

    /** Length in bytes, or {@link #UNDEFINED}. */
    private long readLength(int tag, VR vr, TransferSyntax as) throws IOException {
        if (as.explicitVr() && !vr.hasLongLength()) {
            return source.readShort(as.bigEndian());
        }
        if (as.explicitVr() && source.readShort(as.bigEndian()) != 0) {
            budget.warn(ReadWarning.Kind.RESERVED_BYTES, tag, source.offset() - 2);
        }
        int length = source.readInt(as.bigEndian());
        return length == UNDEFINED ? UNDEFINED : Integer.toUnsignedLong(length);
    }

    private Element readUndefined(int tag, VR vr, Attributes into, TransferSyntax as, int depth)
            throws IOException, MalformedDataset {
        return switch (vr) {
            case SQ -> readItems(new Sequence(tag, vr, into), as, TO_DELIMITER, depth);
            case OB, OW -> readFragments(tag, vr, as);
            case UN -> {
                if (tag == Tag.PixelData) {
                    yield readFragments(tag, VR.OB, as);
                }
                yield readItems(new Sequence(tag, vr, into), TransferSyntax.IMPLICIT_LITTLE, TO_DELIMITER, depth);
            }
            default -> throw budget.malformed(Problem.UNDEFINED_LENGTH, source.offset());
        };
    }

    private Element readDefined(int tag, VR vr, long length, Attributes into, TransferSyntax as, int depth)
            throws IOException, MalformedDataset {
        if (vr == VR.SQ) {
            Sequence sequence = new Sequence(tag, vr, into);
            sequence.setDefinedLength(true);
            return readItems(sequence, as, source.offset() + length, depth);
        }
        byte[] value = readValue(length, depth == 0 && isBulk(tag));
        if (length % 2 != 0) {
            budget.warn(ReadWarning.Kind.ODD_LENGTH, tag, source.offset());
        }
        if (vr == VR.UN && ElementDictionary.vrOf(tag) == VR.SQ) {
            return unwrapped(tag, value, into, depth);
        }
        if (as.bigEndian()) {
            ByteOrders.swap(value, ByteOrders.unitOf(tag, vr, into));
        }
        return ValueElement.ofBytes(tag, vr, value);
    }

    private static boolean isBulk(int tag) {
        return switch (tag) {
            case Tag.PixelData, Tag.FloatPixelData, Tag.DoubleFloatPixelData, Tag.EncapsulatedDocument -> true;
            default -> false;
        };
    }

    private byte[] readValue(long length, boolean bulk) throws IOException, MalformedDataset {
        long offset = source.offset();
        if (source.lacks(length)) {
            throw new EOFException();
        }
        if (bulk) {
            budget.countBulk(length, offset);
        } else {
            budget.countMetadata(length, offset);
        }
        if (syntax.deflated() && offset + length > budget.limits().maxInflatedBytes()) {
            throw budget.malformed(Problem.INFLATED_TOO_LARGE, offset);
        }
        return source.read((int) length);
    }

    /** A sequence that came as UN with a length is always implicit little endian inside, PS3.5 6.2.2 note 4. */
    private Element unwrapped(int tag, byte[] value, Attributes into, int depth) throws IOException, MalformedDataset {
        Sequence sequence = new Sequence(tag, VR.UN, into);
        sequence.setDefinedLength(true);
        DicomInput nested = new DicomInput(
                new ByteSource(new ByteArrayInputStream(value), value.length), TransferSyntax.IMPLICIT_LITTLE, budget);
        return nested.readItems(sequence, TransferSyntax.IMPLICIT_LITTLE, value.length, depth);
    }

    private Sequence readItems(Sequence into, TransferSyntax as, long end, int depth)
            throws IOException, MalformedDataset {
        budget.checkDepth(depth + 1, source.offset());
        while (!isAtEnd(end)) {
            long start = source.offset();
            int tag = readTag(as);
            if (tag == Tag.SequenceDelimitationItem && end == TO_DELIMITER) {
                readDelimiterLength(as);
                return into;
            }
            if (tag != Tag.Item) {
                throw budget.malformed(Problem.ITEM_EXPECTED, start);
            }
            budget.countElement(start);
            budget.path().nextItem();
            readItem(into.addItem(), as, end, depth);
        }
        return into;
    }

    private void readItem(Attributes item, TransferSyntax as, long sequenceEnd, int depth)
            throws IOException, MalformedDataset {
        int length = source.readInt(as.bigEndian());
        if (length == UNDEFINED) {
            readElements(item, as, TO_DELIMITER, depth + 1);
            return;
        }
        long end = source.offset() + Integer.toUnsignedLong(length);
        if (sequenceEnd >= 0 && end > sequenceEnd) {
            throw budget.malformed(Problem.BAD_LENGTH, source.offset());
        }
        item.setDefinedLength(true);
        readElements(item, as, end, depth + 1);
    }

    private Fragments readFragments(int tag, VR vr, TransferSyntax as) throws IOException, MalformedDataset {
        List<byte[]> items = new ArrayList<>();
        while (true) {
            long start = source.offset();
            int itemTag = readTag(as);
            if (itemTag == Tag.SequenceDelimitationItem) {
                readDelimiterLength(as);
                break;
            }
            int length = source.readInt(as.bigEndian());
            if (itemTag != Tag.Item || length == UNDEFINED) {
                throw budget.malformed(Problem.ITEM_EXPECTED, start);
            }
            budget.countElement(start);
            budget.path().nextItem();
            items.add(readValue(Integer.toUnsignedLong(length), true));
        }
        byte[] offsetTable = items.isEmpty() ? new byte[0] : items.removeFirst();
        return new Fragments(tag, vr, offsetTable, items);
    }
}
