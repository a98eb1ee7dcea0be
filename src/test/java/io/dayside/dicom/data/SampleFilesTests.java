package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.SampleSet.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Files that others wrote: read, written again, and the same. */
class SampleFilesTests {

    private static final int PREAMBLE_BYTES = 128;

    /** Cut short, starting inside an element, or with an item longer than its sequence. */
    private static final Set<String> REFUSED = Set.of(
            "pydicom/MR_truncated.dcm",
            "pydicom/rtplan_truncated.dcm",
            "pydicom/no_meta.dcm",
            "pydicom/fileset/DICOMDIR-nooffset");

    /** Their group lengths, computed anew when written, are wrong. */
    private static final Set<String> STALE_GROUP_LENGTH =
            Set.of("pydicom/charset/chrJapMulti.dcm", "pydicom/charset/chrKoreanMulti.dcm");

    @Test
    void everyFileButTheBrokenOnesIsRead() {
        List<String> refused = new ArrayList<>();
        for (Sample sample : SampleSet.all()) {
            try {
                DicomFile.read(sample.file());
            } catch (IOException | MalformedDataset _) {
                refused.add(sample.name());
            }
        }
        assertThat(refused).containsExactlyInAnyOrderElementsOf(REFUSED);
    }

    @Test
    void headersOfTruncatedPixelDataAreRead() throws Exception {
        DicomFile file = DicomFile.readHeader(SampleSet.file("pydicom/MR_truncated.dcm"));
        assertThat(file.dataset().getInt(Tag.Rows, 0)).isEqualTo(64);
        assertThatThrownBy(() -> DicomFile.read(SampleSet.file("pydicom/MR_truncated.dcm")))
                .isInstanceOf(MalformedDataset.class)
                .hasMessageStartingWith("TRUNCATED");
    }

    @Test
    void wellFormedFilesAreWrittenByteForByte() throws Exception {
        List<String> different = new ArrayList<>();
        for (Sample sample : SampleSet.all()) {
            if (REFUSED.contains(sample.name())) {
                continue;
            }
            DicomFile file = DicomFile.read(sample.file());
            if (!file.warnings().isEmpty() || file.meta().transferSyntax().deflated()) {
                continue;
            }
            int at = Arrays.mismatch(withoutPreamble(Files.readAllBytes(sample.file())), withoutPreamble(write(file)));
            if (at >= 0) {
                different.add(sample.name());
            }
        }
        assertThat(different).containsExactlyInAnyOrderElementsOf(STALE_GROUP_LENGTH);
    }

    @Test
    void whatIsWrittenReadsAsTheSame() throws Exception {
        for (Sample sample : SampleSet.all()) {
            if (REFUSED.contains(sample.name())) {
                continue;
            }
            DicomFile file = DicomFile.read(sample.file());
            DicomFile again = DicomFile.read(new ByteArrayInputStream(write(file)));
            assertThat(write(again)).as(sample.name()).isEqualTo(write(file));
        }
    }

    @Test
    void datasetsArePassedOnAsTheyStand() throws Exception {
        for (Sample sample : SampleSet.all()) {
            if (REFUSED.contains(sample.name())) {
                continue;
            }
            DicomFile file = DicomFile.read(sample.file());
            byte[] dataset;
            try (InputStream in = Files.newInputStream(sample.file())) {
                EncodedDataset encoded = DicomFile.openDataset(in);
                assertThat(encoded.syntax())
                        .as(sample.name())
                        .isEqualTo(file.meta().transferSyntax());
                dataset = encoded.bytes().readAllBytes();
            }
            assertThat(Files.readAllBytes(sample.file())).as(sample.name()).endsWith(dataset);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DicomFile.writeMeta(out, file.meta());
            out.writeBytes(dataset);
            assertThat(write(DicomFile.read(new ByteArrayInputStream(out.toByteArray()))))
                    .as(sample.name())
                    .isEqualTo(write(file));
        }
    }

    @Test
    void explicitAndImplicitSayTheSame() throws Exception {
        DicomFile file = DicomFile.read(SampleSet.file("pydicom/rtplan.dcm"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomOutput.writeDataset(out, TransferSyntax.EXPLICIT_BIG, file.dataset());
        Attributes big = new DicomInput(
                        new ByteArrayInputStream(out.toByteArray()), TransferSyntax.EXPLICIT_BIG, DicomLimits.DEFAULT)
                .readDataset();
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        DicomOutput.writeDataset(back, TransferSyntax.IMPLICIT_LITTLE, big);
        ByteArrayOutputStream original = new ByteArrayOutputStream();
        DicomOutput.writeDataset(original, TransferSyntax.IMPLICIT_LITTLE, file.dataset());
        assertThat(back.toByteArray()).isEqualTo(original.toByteArray());
    }

    private static byte[] write(DicomFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomFile.write(out, file.meta(), file.dataset());
        return out.toByteArray();
    }

    private static byte[] withoutPreamble(byte[] file) {
        return Arrays.copyOfRange(file, PREAMBLE_BYTES, file.length);
    }
}
