package io.dayside.dicom.fuzz;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.FrameStream;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.PersonName;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Data sets and files: what is read is written, and reads as the same. */
final class DatasetFuzz {

    private static final int MAX_FRAMES = 100;
    private static final int MIB = 1024 * 1024;
    private static final DicomLimits LIMITS = new DicomLimits(64, 10_000, 4 * MIB, 16 * MIB, 16 * MIB);

    private static final TransferSyntax[] SYNTAXES = {
        TransferSyntax.EXPLICIT_LITTLE,
        TransferSyntax.IMPLICIT_LITTLE,
        TransferSyntax.EXPLICIT_BIG,
        TransferSyntax.DEFLATED,
        TransferSyntax.of(UID.RLELossless)
    };

    private DatasetFuzz() {}

    static void readWriteRead(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        TransferSyntax syntax = SYNTAXES[Byte.toUnsignedInt(input[0]) % SYNTAXES.length];
        try {
            Attributes dataset = read(Arrays.copyOfRange(input, 1, input.length), syntax);
            lookAt(dataset);
            if (!syntax.encapsulated() && hasFragments(dataset)) {
                return;
            }
            byte[] written = write(dataset, syntax);
            if (written.length > 0 && !Arrays.equals(written, write(read(written, syntax), syntax))) {
                throw new AssertionError("what was written reads as something else");
            }
        } catch (MalformedDataset _) {
            // refused, as it may be
        }
    }

    private static Attributes read(byte[] bytes, TransferSyntax syntax) throws IOException, MalformedDataset {
        return new DicomInput(new ByteArrayInputStream(bytes), syntax, LIMITS).readDataset();
    }

    private static byte[] write(Attributes dataset, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomOutput.writeDataset(out, syntax, dataset);
        return out.toByteArray();
    }

    /** Such a data set is read as it is and cannot be written: no native syntax has fragments. */
    private static boolean hasFragments(Attributes dataset) {
        for (Element element : dataset) {
            boolean nested = element instanceof Sequence items && items.stream().anyMatch(DatasetFuzz::hasFragments);
            if (nested || element instanceof Fragments) {
                return true;
            }
        }
        return false;
    }

    private static void lookAt(Attributes dataset) {
        for (Element element : dataset) {
            String[] texts = dataset.getStrings(element.tag());
            dataset.getDoubles(element.tag());
            dataset.getLongs(element.tag());
            if (element.vr() == VR.PN && texts.length > 0) {
                PersonName.parse(texts[0]);
            }
            if (element instanceof Sequence items) {
                items.forEach(DatasetFuzz::lookAt);
            }
        }
    }

    static void readFile(byte[] input) throws IOException {
        try {
            DicomFile file = DicomFile.read(new ByteArrayInputStream(input), LIMITS);
            lookAt(file.dataset());
        } catch (MalformedDataset _) {
            // the frames may be whole nevertheless
        }
        try {
            FrameStream frames = FrameStream.open(new ByteArrayInputStream(input), LIMITS);
            int left = MAX_FRAMES;
            while (left > 0 && frames.next() != null) {
                left--;
            }
        } catch (MalformedDataset _) {
            // refused, as it may be
        }
    }
}
