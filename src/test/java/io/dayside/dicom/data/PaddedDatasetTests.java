package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.MalformedDataset.Problem;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A data set of odd length comes off the network with one zero behind it. */
class PaddedDatasetTests {

    /** {@code (7FE0,0010) OB} of three bytes. */
    private static final byte[] ODD = {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'B', 0, 0, 3, 0, 0, 0, 1, 2, 3};

    /** {@code (0010,0020) LO} of two bytes. */
    private static final byte[] EVEN = {0x10, 0, 0x20, 0, 'L', 'O', 2, 0, 'P', '1'};

    @Test
    void theZeroIsLeftOutWithAWarning() throws Exception {
        var input = input(followedBy(ODD, 0));

        assertThat(input.readDataset().get(Tag.PixelData)).isNotNull();
        assertThat(input.warnings())
                .extracting(ReadWarning::kind)
                .containsExactly(ReadWarning.Kind.ODD_LENGTH, ReadWarning.Kind.TRAILING_BYTES);
    }

    @Test
    void withoutItTheDataSetIsReadAsWell() throws Exception {
        assertThat(input(ODD).readDataset().get(Tag.PixelData)).isNotNull();
    }

    @Test
    void anythingElseIsAnElementCutOff() {
        assertCutOff(followedBy(ODD, 1));
        assertCutOff(followedBy(ODD, 0, 0));
        assertCutOff(followedBy(EVEN, 0));
    }

    private static void assertCutOff(byte[] dataset) {
        assertThatThrownBy(() -> input(dataset).readDataset())
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedDataset.class))
                .extracting(MalformedDataset::problem)
                .isEqualTo(Problem.TRUNCATED);
    }

    private static byte[] followedBy(byte[] dataset, int... rest) {
        byte[] all = Arrays.copyOf(dataset, dataset.length + rest.length);
        for (int i = 0; i < rest.length; i++) {
            all[dataset.length + i] = (byte) rest[i];
        }
        return all;
    }

    private static DicomInput input(byte[] dataset) {
        return new DicomInput(dataset, TransferSyntax.EXPLICIT_LITTLE, DicomLimits.DEFAULT);
    }
}
