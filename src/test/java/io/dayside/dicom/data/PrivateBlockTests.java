package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.SampleSet;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrivateBlockTests {

    private final Attributes dataset = new Attributes();

    @Test
    void elementsAreFoundWhereverTheirBlockLies() {
        dataset.setString(0x00290010, VR.LO, "OTHER")
                .setBytes(0x00290011, VR.LO, "OURS ".getBytes(StandardCharsets.US_ASCII));
        dataset.setString(0x00291108, VR.CS, "VALUE");
        PrivateBlock block = PrivateBlock.find(dataset, "OURS", 0x0029);
        assertThat(block).isEqualTo(new PrivateBlock("OURS", 0x00291100));
        assertThat(dataset.getString(new PrivateBlock("OURS", 0x00291100).tag(0x08)))
                .isEqualTo("VALUE");
        assertThat(PrivateBlock.find(dataset, "NOBODY", 0x0029)).isNull();
        assertThat(PrivateBlock.find(dataset, "OURS", 0x0019)).isNull();
    }

    @Test
    void firstFreeBlockIsReservedOnce() {
        dataset.setString(0x00290010, VR.LO, "OTHER").setNull(0x00291101, VR.UN);
        PrivateBlock block = PrivateBlock.reserve(dataset, "OURS", 0x0029);
        assertThat(block.tag(0xFF)).isEqualTo(0x002912FF);
        assertThat(dataset.getString(0x00290012)).isEqualTo("OURS");
        assertThat(PrivateBlock.reserve(dataset, "OURS", 0x0029)).isEqualTo(block);
    }

    @Test
    void creatorOfAnElementIsKnown() throws Exception {
        Attributes sample =
                DicomFile.read(SampleSet.file("pydicom/CT_small.dcm")).dataset();
        assertThat(PrivateBlock.creatorOf(sample, 0x00091001)).isEqualTo("GEMS_IDEN_01");
        assertThat(PrivateBlock.creatorOf(sample, 0x000B1001)).isNull();
        assertThat(PrivateBlock.creatorOf(sample, Tag.PatientName)).isNull();
    }

    @Test
    void blocksAreForPrivateGroupsAndEndAtFF() {
        assertThatThrownBy(() -> PrivateBlock.find(dataset, "OURS", 0x0028))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrivateBlock.reserve(dataset, "OURS", 0x0007))
                .isInstanceOf(IllegalArgumentException.class);
        for (int block = 0x10; block <= 0xFF; block++) {
            PrivateBlock.reserve(dataset, "CREATOR " + block, 0x0029);
        }
        assertThatThrownBy(() -> PrivateBlock.reserve(dataset, "OURS", 0x0029))
                .isInstanceOf(IllegalStateException.class);
    }
}
