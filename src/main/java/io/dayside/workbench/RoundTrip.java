package io.dayside.workbench;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.EncodedDataset;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.ReadWarning;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Writes a file again and says which bytes are other than before, and why.
 *
 * @param explained whether each difference has a reason that the file gives
 */
record RoundTrip(boolean explained, String text) {

    private static final int PREAMBLE_BYTES = 128;
    private static final int PREFIX_BYTES = 4;
    private static final int SHOWN_REASONS = 3;

    static RoundTrip of(Path path, DicomFile file) throws IOException, MalformedDataset {
        if (!file.meta().transferSyntax().encapsulated() && contains(file.dataset(), Fragments.class::isInstance)) {
            return new RoundTrip(true, "not written: encapsulated pixel data in a native transfer syntax");
        }
        List<String> differences = new ArrayList<>();
        boolean explained = true;
        long start = datasetOffset(path);
        differences.addAll(metaDifferences(path, file, (int) start));
        long at = firstDifference(path, file);
        if (at >= 0) {
            Set<String> reasons = reasons(file);
            explained = !reasons.isEmpty();
            String why = explained ? shown(reasons) : "**unexplained**";
            String place = file.meta().transferSyntax().deflated() ? "inflated byte " + at : "byte " + (start + at);
            differences.add("from %s: %s".formatted(place, why));
        }
        if (file.meta().transferSyntax().deflated()) {
            differences.add("deflated anew");
        }
        return new RoundTrip(explained, differences.isEmpty() ? "byte-exact" : String.join("; ", differences));
    }

    private static String shown(Set<String> reasons) {
        String first = reasons.stream().limit(SHOWN_REASONS).collect(Collectors.joining(", "));
        int more = reasons.size() - SHOWN_REASONS;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private static long datasetOffset(Path path) throws IOException, MalformedDataset {
        try (InputStream in = Files.newInputStream(path)) {
            InputStream dataset = DicomFile.openDataset(in).bytes();
            return Files.size(path) - dataset.skip(Long.MAX_VALUE);
        }
    }

    private static List<String> metaDifferences(Path path, DicomFile file, int datasetOffset) throws IOException {
        byte[] before;
        try (InputStream in = Files.newInputStream(path)) {
            before = in.readNBytes(datasetOffset);
        }
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        DicomFile.writeMeta(after, file.meta());
        if (has(file, ReadWarning.Kind.NO_PREAMBLE)) {
            return List.of("preamble and meta information added");
        }
        List<String> differences = new ArrayList<>();
        if (!Arrays.equals(before, 0, PREAMBLE_BYTES, new byte[PREAMBLE_BYTES], 0, PREAMBLE_BYTES)) {
            differences.add("preamble zeroed");
        }
        byte[] written = after.toByteArray();
        int from = PREAMBLE_BYTES + PREFIX_BYTES;
        int at = Arrays.mismatch(before, from, before.length, written, from, written.length);
        if (at >= 0) {
            differences.add("meta information from byte %d: %s".formatted(from + at, metaReason(file)));
        }
        return differences;
    }

    private static String metaReason(DicomFile file) {
        if (has(file, ReadWarning.Kind.NO_META_INFORMATION)) {
            return "made from the data set";
        }
        if (has(file, ReadWarning.Kind.NO_TRANSFER_SYNTAX) || has(file, ReadWarning.Kind.WRONG_TRANSFER_SYNTAX)) {
            return "transfer syntax corrected";
        }
        return "group length computed anew, explicit little endian";
    }

    private static boolean has(DicomFile file, ReadWarning.Kind kind) {
        return file.warnings().stream().anyMatch(warning -> warning.kind() == kind);
    }

    /** Offset in the data set, inflated where it is deflated; -1 if it comes out as it was. */
    private static long firstDifference(Path path, DicomFile file) throws IOException, MalformedDataset {
        try (InputStream in = Files.newInputStream(path)) {
            EncodedDataset before = DicomFile.openDataset(in);
            boolean deflated = before.syntax().deflated();
            InputStream bytes = deflated ? inflated(before.bytes()) : before.bytes();
            ComparingOutput comparing = new ComparingOutput(bytes);
            BufferedOutputStream out = new BufferedOutputStream(comparing, 64 * 1024);
            TransferSyntax syntax = deflated ? TransferSyntax.EXPLICIT_LITTLE : before.syntax();
            DicomOutput.writeDataset(out, syntax, file.dataset());
            out.flush();
            return comparing.finish();
        }
    }

    private static InputStream inflated(InputStream in) {
        InputStream padded = new SequenceInputStream(in, new ByteArrayInputStream(new byte[1]));
        return new InflaterInputStream(padded, new Inflater(true));
    }

    private static Set<String> reasons(DicomFile file) {
        Set<String> reasons = new LinkedHashSet<>();
        for (ReadWarning warning : file.warnings()) {
            String tag = " at " + Tag.toString(warning.tag());
            switch (warning.kind()) {
                case ODD_LENGTH -> reasons.add("odd length padded" + tag);
                case ELEMENT_ORDER -> reasons.add("elements sorted" + tag);
                case DUPLICATE_ELEMENT -> reasons.add("second element left out" + tag);
                case UNKNOWN_VR -> reasons.add("unknown VR became UN" + tag);
                case RESERVED_BYTES -> reasons.add("reserved bytes zeroed" + tag);
                case TRAILING_BYTES -> reasons.add("trailing bytes left out");
                default -> {}
            }
        }
        if (contains(file.dataset(), element -> Tag.isGroupLength(element.tag()))) {
            reasons.add("group lengths computed anew");
        }
        return reasons;
    }

    private static boolean contains(Attributes dataset, Predicate<Element> wanted) {
        for (Element element : dataset) {
            boolean nested =
                    element instanceof Sequence items && items.stream().anyMatch(item -> contains(item, wanted));
            if (nested || wanted.test(element)) {
                return true;
            }
        }
        return false;
    }
}
