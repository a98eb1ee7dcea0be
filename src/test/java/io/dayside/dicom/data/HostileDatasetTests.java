package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes made to hurt the reader: refused, soon, and within the budget. */
@Timeout(30)
class HostileDatasetTests {

    private static final DicomLimits SMALL = new DicomLimits(64, 1000, 100_000, 200_000, 300_000);

    @Test
    void dcm07LengthsBeyondTheEndAreRefusedForEveryVr() {
        for (VR vr : VR.values()) {
            byte[] bytes = explicit(0x00091001, vr, vr.hasLongLength() ? 0xFFFFFFF0 : 0xFFF0);
            assertRefused(bytes, TransferSyntax.EXPLICIT_LITTLE, DicomLimits.DEFAULT);
        }
        for (int tag : new int[] {Tag.PatientName, Tag.PixelData, Tag.ReferencedStudySequence, 0x00091001}) {
            assertRefused(implicit(tag, 0xFFFFFFF0), TransferSyntax.IMPLICIT_LITTLE, DicomLimits.DEFAULT);
        }
    }

    @Test
    void dcm07MemoryFollowsWhatCameNotWhatWasAnnounced() {
        byte[] start = Arrays.copyOf(implicit(Tag.PixelData, 1_000_000_000), 100_000);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertRefused(start, TransferSyntax.IMPLICIT_LITTLE, DicomLimits.DEFAULT);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertRefused(start, TransferSyntax.IMPLICIT_LITTLE, DicomLimits.DEFAULT);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    @Test
    void dcm07BulkAndMetadataHaveTheirBounds() {
        assertProblem(implicit(Tag.PixelData, 200_001), SMALL, Problem.BULK_TOO_LARGE);
        assertProblem(implicit(Tag.StudyDescription, 100_001), SMALL, Problem.METADATA_TOO_LARGE);
    }

    @Test
    void dcm08SequencesOf64LevelsAreReadAndDeeperOnesRefused() throws Exception {
        assertThat(read(nested(64), TransferSyntax.IMPLICIT_LITTLE, DicomLimits.DEFAULT)
                        .size())
                .isEqualTo(1);
        for (int depth : new int[] {65, 100, 1_800, 10_000}) {
            assertProblem(nested(depth), DicomLimits.DEFAULT, Problem.TOO_DEEP);
        }
    }

    @Test
    void dcm08NestingInsideAnUnknownElementCounts() {
        byte[] item = nested(64);
        byte[] bytes = joined(
                explicit(Tag.ReferencedStudySequence, VR.UN, item.length + 8), implicit(Tag.Item, item.length), item);
        assertProblem(bytes, TransferSyntax.EXPLICIT_LITTLE, Problem.TOO_DEEP);
    }

    @Test
    void elementsAndItemsAreCounted() {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        items.writeBytes(implicit(Tag.ReferencedStudySequence, 0xFFFFFFFF));
        for (int i = 0; i < 2000; i++) {
            items.writeBytes(implicit(Tag.Item, 0));
        }
        assertProblem(items.toByteArray(), SMALL, Problem.TOO_MANY_ELEMENTS);
    }

    @Test
    void dcm09UndefinedLengthIsForSequencesAndBulkOnly() {
        for (VR vr : VR.values()) {
            if (vr.hasLongLength() && vr != VR.SQ && vr != VR.UN && vr != VR.OB && vr != VR.OW) {
                byte[] bytes = joined(explicit(0x00091001, vr, 0xFFFFFFFF), implicit(Tag.SequenceDelimitationItem, 0));
                assertProblem(bytes, TransferSyntax.EXPLICIT_LITTLE, Problem.UNDEFINED_LENGTH);
            }
        }
    }

    @Test
    void dcm09DelimitersOutOfPlaceAreRefused() {
        assertProblem(implicit(Tag.ItemDelimitationItem, 0), DicomLimits.DEFAULT, Problem.STRAY_DELIMITER);
        assertProblem(implicit(Tag.SequenceDelimitationItem, 0), DicomLimits.DEFAULT, Problem.STRAY_DELIMITER);
        assertProblem(
                joined(implicit(Tag.ReferencedStudySequence, 0xFFFFFFFF), implicit(Tag.SequenceDelimitationItem, 4)),
                DicomLimits.DEFAULT,
                Problem.STRAY_DELIMITER);
        assertProblem(
                joined(implicit(Tag.ReferencedStudySequence, 0xFFFFFFFF), implicit(Tag.PatientID, 0)),
                DicomLimits.DEFAULT,
                Problem.ITEM_EXPECTED);
        assertProblem(implicit(Tag.ReferencedStudySequence, 0xFFFFFFFF), DicomLimits.DEFAULT, Problem.TRUNCATED);
    }

    @Test
    void dcm09StreamThatNeverEndsRunsIntoABound() {
        byte[] element = implicit(0x00091001, 0);
        InputStream endless = new InputStream() {
            private int at;

            @Override
            public int read() {
                return element[at++ % element.length] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    bytes[offset + i] = (byte) read();
                }
                return length;
            }
        };
        assertThatThrownBy(() -> new DicomInput(endless, TransferSyntax.IMPLICIT_LITTLE, SMALL).readDataset())
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedDataset.class))
                .extracting(MalformedDataset::problem)
                .isEqualTo(Problem.TOO_MANY_ELEMENTS);
    }

    @Test
    void dcm06DeflateBombStopsAtTheBound() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
            out.write(explicit(Tag.PixelData, VR.OW, 64 * 1024 * 1024));
            out.write(new byte[64 * 1024 * 1024]);
        }
        DicomLimits limits = new DicomLimits(64, 1000, 1 << 20, 1 << 30, 1 << 20);
        assertThatThrownBy(() -> read(bomb.toByteArray(), TransferSyntax.DEFLATED, limits))
                .hasMessageContaining("INFLATED_TOO_LARGE");
        assertThatThrownBy(() -> read(new byte[] {7, 7, 7}, TransferSyntax.DEFLATED, limits))
                .hasMessageContaining("BAD_DEFLATE");
    }

    @Test
    void everyCutOfADatasetIsReadToAnElementOrRefused() throws Exception {
        byte[] whole = wellFormed();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertRefusedOrRead(cut, TransferSyntax.EXPLICIT_LITTLE);
        }
    }

    @Test
    void dcm18RandomDamageNeverEscapesAsAnythingElse() throws Exception {
        byte[] whole = wellFormed();
        Random random = new Random(20261124);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            TransferSyntax syntax = round % 2 == 0 ? TransferSyntax.EXPLICIT_LITTLE : TransferSyntax.IMPLICIT_LITTLE;
            assertRefusedOrRead(damaged, syntax);
        }
    }

    @Test
    void reservedBytesThatAreNotZeroAreNoted() throws Exception {
        byte[] bytes = joined(explicit(0x00091001, VR.OB, 2), new byte[2]);
        bytes[6] = 1;
        DicomInput input =
                new DicomInput(new ByteArrayInputStream(bytes), TransferSyntax.EXPLICIT_LITTLE, DicomLimits.DEFAULT);
        assertThat(input.readDataset().size()).isEqualTo(1);
        assertThat(input.warnings()).containsExactly(new ReadWarning(ReadWarning.Kind.RESERVED_BYTES, 0x00091001, 6));
    }

    @Test
    void messagesHoldNoValues() {
        byte[] bytes = joined(
                explicit(Tag.PatientName, VR.PN, 10),
                "SECRET^ONE".getBytes(StandardCharsets.US_ASCII),
                explicit(Tag.PatientID, VR.LO, 100));
        assertThatThrownBy(() -> read(bytes, TransferSyntax.EXPLICIT_LITTLE, DicomLimits.DEFAULT))
                .isInstanceOf(MalformedDataset.class)
                .hasMessage("TRUNCATED at (0010,0020), byte 26");
    }

    private static byte[] wellFormed() throws IOException {
        Attributes dataset = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "\\ISO 2022 IR 87")
                .setString(Tag.PatientName, VR.PN, "Yamada^Tarou=山田^太郎")
                .setInt(Tag.Rows, VR.US, 4)
                .setBytes(Tag.PixelData, VR.OW, new byte[32]);
        Attributes item = dataset.newSequence(Tag.ReferencedStudySequence).addItem();
        item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.3");
        item.newSequence(Tag.PurposeOfReferenceCodeSequence).addItem().setString(Tag.CodeValue, VR.SH, "X");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomOutput.writeDataset(out, TransferSyntax.EXPLICIT_LITTLE, dataset);
        return out.toByteArray();
    }

    private static byte[] nested(int depth) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < depth; i++) {
            bytes.writeBytes(implicit(Tag.ReferencedStudySequence, 0xFFFFFFFF));
            bytes.writeBytes(implicit(Tag.Item, 0xFFFFFFFF));
        }
        for (int i = 0; i < depth; i++) {
            bytes.writeBytes(implicit(Tag.ItemDelimitationItem, 0));
            bytes.writeBytes(implicit(Tag.SequenceDelimitationItem, 0));
        }
        return bytes.toByteArray();
    }

    private static byte[] implicit(int tag, int length) {
        return joined(shortBytes(tag >>> 16), shortBytes(tag), shortBytes(length), shortBytes(length >>> 16));
    }

    private static byte[] explicit(int tag, VR vr, int length) {
        byte[] start = joined(
                shortBytes(tag >>> 16), shortBytes(tag), vr.name().getBytes(StandardCharsets.US_ASCII), shortBytes(0));
        if (vr.hasLongLength()) {
            return joined(start, shortBytes(length), shortBytes(length >>> 16));
        }
        start[6] = (byte) length;
        start[7] = (byte) (length >>> 8);
        return start;
    }

    private static byte[] shortBytes(int value) {
        return new byte[] {(byte) value, (byte) (value >>> 8)};
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static Attributes read(byte[] bytes, TransferSyntax syntax, DicomLimits limits)
            throws IOException, MalformedDataset {
        return new DicomInput(new ByteArrayInputStream(bytes), syntax, limits).readDataset();
    }

    private static void assertRefused(byte[] bytes, TransferSyntax syntax, DicomLimits limits) {
        assertThatThrownBy(() -> read(bytes, syntax, limits)).isInstanceOf(MalformedDataset.class);
    }

    private static void assertProblem(byte[] bytes, DicomLimits limits, Problem problem) {
        assertThatThrownBy(() -> read(bytes, TransferSyntax.IMPLICIT_LITTLE, limits))
                .isInstanceOf(MalformedDataset.class)
                .hasMessageStartingWith(problem.name());
    }

    private static void assertProblem(byte[] bytes, TransferSyntax syntax, Problem problem) {
        assertThatThrownBy(() -> read(bytes, syntax, DicomLimits.DEFAULT))
                .isInstanceOf(MalformedDataset.class)
                .hasMessageStartingWith(problem.name());
    }

    private static void assertRefusedOrRead(byte[] bytes, TransferSyntax syntax) {
        try {
            Attributes dataset = read(bytes, syntax, SMALL);
            for (Element element : dataset) {
                dataset.getStrings(element.tag());
                dataset.getDoubles(element.tag());
            }
        } catch (MalformedDataset _) {
            return;
        } catch (IOException | RuntimeException e) {
            fail("escaped", e);
        }
    }
}
