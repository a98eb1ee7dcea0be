package io.dayside.dicom.data;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a file with or without preamble and meta information, tolerating what dcmdump tolerates. */
final class FileReader {

    private static final int PREAMBLE_BYTES = 128;
    private static final int META_GROUP = 0x0002;

    /** No data set starts with a later group, save odd ones whose syntax is declared. */
    private static final int MAX_FIRST_GROUP = 0x00FF;

    private static final byte[] PREFIX = {'D', 'I', 'C', 'M'};

    private final ByteSource source;
    private final ReadBudget budget;

    FileReader(ByteSource source, DicomLimits limits) {
        this.source = source;
        this.budget = new ReadBudget(limits);
    }

    /** A header and the bytes that follow it: the pixel data, after inflation where the data set is deflated. */
    record Header(DicomFile file, ByteSource rest) {}

    DicomFile read(boolean headerOnly) throws IOException, MalformedDataset {
        return readTo(headerOnly).file();
    }

    Header readHeader() throws IOException, MalformedDataset {
        return readTo(true);
    }

    private Header readTo(boolean headerOnly) throws IOException, MalformedDataset {
        skipPreamble();
        FileMetaInformation meta = hasMeta() ? readMeta() : null;
        TransferSyntax syntax = syntaxOf(meta);
        DicomInput input = new DicomInput(source, syntax, budget);
        Attributes dataset = headerOnly ? input.readDatasetUntil(Tag.FloatPixelData) : input.readDataset();
        if (meta == null && !dataset.containsValue(Tag.SOPClassUID)) {
            throw new MalformedDataset(Problem.NOT_DICOM, "", 0);
        }
        return new Header(new DicomFile(completed(meta, dataset, syntax), dataset, budget.warnings()), input.source());
    }

    EncodedDataset open() throws IOException, MalformedDataset {
        skipPreamble();
        FileMetaInformation meta = hasMeta() ? readMeta() : null;
        return new EncodedDataset(meta, syntaxOf(meta), source.remaining());
    }

    private void skipPreamble() throws IOException {
        byte[] start = source.peek(PREAMBLE_BYTES + PREFIX.length);
        if (start.length > PREAMBLE_BYTES
                && Arrays.equals(start, PREAMBLE_BYTES, start.length, PREFIX, 0, PREFIX.length)) {
            source.skip(start.length);
            return;
        }
        budget.warn(ReadWarning.Kind.NO_PREAMBLE, 0, 0);
        if (start.length >= PREFIX.length && Arrays.equals(start, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            source.skip(PREFIX.length);
        }
    }

    private boolean hasMeta() throws IOException {
        byte[] next = source.peek(4);
        return next.length == 4 && Tag.group(DicomInput.tagOf(next, false)) == META_GROUP;
    }

    /** Reads to the end of group 2, whatever its length element says. */
    private FileMetaInformation readMeta() throws IOException, MalformedDataset {
        byte[] first = source.peek(6);
        boolean explicit = first.length == 6 && VR.isCode(first[4], first[5]);
        TransferSyntax syntax = explicit ? TransferSyntax.EXPLICIT_LITTLE : TransferSyntax.IMPLICIT_LITTLE;
        long start = source.offset();
        Attributes meta = new DicomInput(source, syntax, budget).readWhile(tag -> Tag.group(tag) == META_GROUP);
        long expectedEnd = start + 12 + meta.getLong(Tag.FileMetaInformationGroupLength, -1);
        if (expectedEnd != source.offset()) {
            budget.warn(ReadWarning.Kind.META_GROUP_LENGTH, Tag.FileMetaInformationGroupLength, start);
        }
        return new FileMetaInformation(meta);
    }

    private TransferSyntax syntaxOf(@Nullable FileMetaInformation meta) throws IOException, MalformedDataset {
        if (meta == null || !meta.attributes().containsValue(Tag.TransferSyntaxUID)) {
            ReadWarning.Kind kind =
                    meta == null ? ReadWarning.Kind.NO_META_INFORMATION : ReadWarning.Kind.NO_TRANSFER_SYNTAX;
            budget.warn(kind, Tag.TransferSyntaxUID, source.offset());
            return guess();
        }
        TransferSyntax declared = meta.transferSyntax();
        if (declared.deflated() || source.atEnd() || startsWithVr() == declared.explicitVr()) {
            return declared;
        }
        budget.warn(ReadWarning.Kind.WRONG_TRANSFER_SYNTAX, Tag.TransferSyntaxUID, source.offset());
        return guess();
    }

    /** The syntax whose first element makes sense: a low group number, and a VR where it is explicit. */
    private TransferSyntax guess() throws IOException, MalformedDataset {
        for (TransferSyntax candidate : new TransferSyntax[] {
            TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.EXPLICIT_BIG, TransferSyntax.IMPLICIT_LITTLE
        }) {
            if (looksLike(candidate)) {
                return candidate;
            }
        }
        throw new MalformedDataset(source.atEnd() ? Problem.TRUNCATED : Problem.NOT_DICOM, "", source.offset());
    }

    private boolean looksLike(TransferSyntax syntax) throws IOException {
        byte[] first = source.peek(4);
        return first.length == 4
                && Tag.group(DicomInput.tagOf(first, syntax.bigEndian())) <= MAX_FIRST_GROUP
                && startsWithVr() == syntax.explicitVr();
    }

    private boolean startsWithVr() throws IOException {
        byte[] first = source.peek(6);
        return first.length == 6 && VR.ofCode(first[4], first[5]) != null;
    }

    /** Meta information that names the syntax really found and the object's class and instance. */
    private static FileMetaInformation completed(
            @Nullable FileMetaInformation meta, Attributes dataset, TransferSyntax syntax) {
        if (meta == null) {
            return FileMetaInformation.of(dataset, syntax.uid());
        }
        if (!meta.attributes().getString(Tag.TransferSyntaxUID, "").equals(syntax.uid())) {
            meta.attributes().setString(Tag.TransferSyntaxUID, VR.UI, syntax.uid());
        }
        return meta;
    }
}
