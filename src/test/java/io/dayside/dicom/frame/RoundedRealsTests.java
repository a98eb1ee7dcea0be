package io.dayside.dicom.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundedRealsTests {

    @ParameterizedTest
    @CsvSource({"0,1", "-1e-6,1e-6", "1000,1000.5", "-1e20,3e30", "0.0011,0.0013"})
    void everyNumberComesBackWithinHalfASlope(double from, double to) {
        double[] values = evenly(from, to, 40 * 50);
        Attributes header = header(40, 50);
        RoundedReals rounded = extent(header, values);

        Samples stored = RoundedReals.round(rounded.rescale(), header, values);

        double error = rounded.rescale().slope() * 0.5000001;
        for (int i = 0; i < values.length; i++) {
            assertThat(rounded.rescale().apply(stored.get(i))).isCloseTo(values[i], within(error));
        }
        assertThat(error)
                .as("an eighth of a grey level")
                .isLessThan(rounded.window().width() / 256 / 8);
    }

    @Test
    void aStatedWindowIsTakenAsExact() {
        Attributes header = header(2, 2)
                .setString(Tag.WindowCenter, VR.DS, "0.5")
                .setString(Tag.WindowWidth, VR.DS, "0.25")
                .setString(Tag.VOILUTFunction, VR.CS, "LINEAR");
        assertThat(extent(header, 0, 0.4, 0.6, 1).window())
                .isEqualTo(new Window(0.5, 0.25, Window.Function.LINEAR_EXACT));
    }

    /** A division by zero somewhere must not cost the rest its grey levels. */
    @Test
    void aFewNumbersFarAwayDoNotMakeTheRestFlat() {
        double[] values = evenly(0, 1, 1000);
        values[7] = 1e37;
        values[8] = Double.POSITIVE_INFINITY;
        values[9] = Double.NEGATIVE_INFINITY;
        Attributes header = header(10, 100);
        RoundedReals rounded = extent(header, values);

        Samples stored = RoundedReals.round(rounded.rescale(), header, values);

        assertThat(rounded.window().width()).isBetween(0.9, 1.0);
        assertThat(rounded.rescale().slope()).isLessThan(1.0 / 1000);
        assertThat(stored.get(7)).isEqualTo(65535);
        assertThat(stored.get(8)).isEqualTo(65535);
        assertThat(stored.get(9)).isZero();
        assertThat(rounded.rescale().apply(stored.get(500)))
                .isCloseTo(values[500], within(rounded.rescale().slope()));
    }

    @Test
    void paddingAndWhatIsNoNumberAreNoPartOfTheRange() {
        Attributes header = header(1, 5)
                .setDouble(Tag.FloatPixelPaddingValue, VR.FL, -2000)
                .setDouble(Tag.FloatPixelPaddingRangeLimit, VR.FL, -1000);
        double[] values = {-2000, -1000, Double.NaN, 3, 5};
        RoundedReals rounded = extent(header, values);
        assertThat(rounded.lowest()).isEqualTo(3);
        assertThat(rounded.highest()).isEqualTo(5);
        Samples stored = RoundedReals.round(rounded.rescale(), header, values);
        assertThat(new int[] {stored.get(0), stored.get(1), stored.get(2), stored.get(3), stored.get(4)})
                .containsExactly(0, 0, 0, 0, 65535);
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "-1e37", "1e300", "4.9e-324", "NaN", "Infinity"})
    void aPictureOfOneNumberStillHasARange(double only) {
        Attributes header = header(2, 2);
        RoundedReals rounded = extent(header, only, only, only, only);
        Samples stored = RoundedReals.round(rounded.rescale(), header, new double[] {only, only, only, only});
        assertThat(rounded.window().width()).isPositive().isFinite();
        assertThat(rounded.rescale().slope()).isPositive();
        assertThat(stored.size()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"1e-320,0", "1e308,0", "1,1e300"})
    void aStatedWindowThatCannotBeDrawnGivesWayToTheNumbers(String width, String centre) {
        Attributes header = header(1, 2)
                .setString(Tag.WindowCenter, VR.DS, centre)
                .setString(Tag.WindowWidth, VR.DS, width)
                .setString(Tag.VOILUTFunction, VR.CS, "LINEAR_EXACT");
        assertThat(extent(header, 2, 4).window()).isEqualTo(new Window(3, 2, Window.Function.LINEAR_EXACT));
    }

    @Test
    void theSameObjectHasTheSameRangeEachTime() {
        double[] values = new Random(4).doubles(200_000).toArray();
        Attributes header = header(400, 500);
        assertThat(extent(header, values)).isEqualTo(extent(header, values));
    }

    @Test
    void renderedNumbersGoThroughTheWindowUnrounded() throws CannotDecode {
        Attributes header =
                header(1, 5).setString(Tag.WindowCenter, VR.DS, "0.5").setString(Tag.WindowWidth, VR.DS, "1");
        double[] values = {0, 0.5, 1, 7, Double.NaN};
        assertThat(ShownFrame.ofReals(header, 0, values, null).values())
                .containsExactly(0, (byte) 128, (byte) 255, (byte) 255, 0);
        assertThat(ShownFrame.ofReals(header, 0, values, new Window(0, 2, Window.Function.LINEAR_EXACT))
                        .values())
                .containsExactly((byte) 128, (byte) 191, (byte) 255, (byte) 255, 0);
        header.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
        assertThat(ShownFrame.ofReals(header, 0, values, null).values())
                .containsExactly((byte) 255, (byte) 128, 0, 0, 0);
    }

    @Test
    void aFrameByItselfIsFloatsOrDoublesOfEachPixel() throws CannotDecode {
        Attributes header = header(1, 2);
        ByteBuffer floats = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(0.5f).putFloat(-2);
        assertThat(RealFrames.decode(header, floats.array())).containsExactly(0.5, -2);
        ByteBuffer doubles = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        doubles.putDouble(0.1).putDouble(-1e300);
        assertThat(RealFrames.decode(header, doubles.array())).containsExactly(0.1, -1e300);
        assertThatThrownBy(() -> RealFrames.decode(header, new byte[12])).isInstanceOf(BrokenFrame.class);
        assertThatThrownBy(() -> RealFrames.decode(header.setInt(Tag.SamplesPerPixel, VR.US, 3), new byte[8]))
                .isInstanceOf(UnsupportedPixelFormat.class);
    }

    private static RoundedReals extent(Attributes header, double... values) {
        RealExtent extent = new RealExtent(header, 0);
        extent.add(values);
        return extent.rounded();
    }

    private static double[] evenly(double from, double to, int count) {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> from + (to - from) * i / (count - 1))
                .toArray();
    }

    private static Attributes header(int rows, int columns) {
        return new Attributes()
                .setInt(Tag.Rows, VR.US, rows)
                .setInt(Tag.Columns, VR.US, columns)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    }
}
