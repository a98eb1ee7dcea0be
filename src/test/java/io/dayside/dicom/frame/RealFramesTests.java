package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RealFramesTests {

    @Test
    void floatsOfASampleLieWithinTheRangeThatItStates() throws Exception {
        DicomFile file = DicomFile.read(SampleSet.file("pydicom-data/parametric_map_float.dcm"));
        assertThat(RealFrames.isIn(file.dataset())).isTrue();
        RealFrames source = RealFrames.of(file);
        for (int frame = 0; frame < source.frames(); frame++) {
            double[] values = source.decode(frame);
            assertThat(values).hasSize(source.rows() * source.columns());
            assertThat(Arrays.stream(values)).allMatch(Double::isFinite);
        }
        assertThat(Arrays.stream(source.decode(0)).distinct().count()).isGreaterThan(1);
    }

    @Test
    void doublesComeOutAsTheyWentIn() throws CannotDecode {
        ByteBuffer cells = ByteBuffer.allocate(4 * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        cells.putDouble(0.1).putDouble(-1e300).putDouble(Double.MIN_VALUE).putDouble(7);
        Attributes dataset = picture(1, 2, 2).setBytes(Tag.DoubleFloatPixelData, VR.OD, cells.array());
        assertThat(source(dataset).decode(0)).containsExactly(0.1, -1e300);
        assertThat(source(dataset).decode(1)).containsExactly(Double.MIN_VALUE, 7);
    }

    @Test
    void dcm10RealPixelDataShorterThanDeclaredAreAnError() throws CannotDecode {
        Attributes dataset = picture(60_000, 60_000, 1_000_000).setBytes(Tag.FloatPixelData, VR.OF, new byte[16]);
        RealFrames source = source(dataset);
        assertThatThrownBy(() -> source.decode(999_999)).isInstanceOf(BrokenFrame.class);
        assertThatThrownBy(() -> source(picture(0, 1, 1).setBytes(Tag.FloatPixelData, VR.OF, new byte[4])))
                .isInstanceOf(BrokenFrame.class);
        assertThatThrownBy(() -> source(picture(1, 1, 1))).isInstanceOf(UnsupportedPixelFormat.class);
    }

    private static Attributes picture(int rows, int columns, int frames) {
        return new Attributes()
                .setInt(Tag.Rows, VR.US, rows)
                .setInt(Tag.Columns, VR.US, columns)
                .setInt(Tag.NumberOfFrames, VR.IS, frames);
    }

    private static RealFrames source(Attributes dataset) throws CannotDecode {
        return RealFrames.of(new DicomFile(FileMetaInformation.of("1.2", "1.3", UID.ExplicitVRLittleEndian), dataset));
    }
}
