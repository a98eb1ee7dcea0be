package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.UIDs;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;

/** A fictional patient with a study, and images of it. */
final class BuiltObjects {

    static final int ROWS = 16;
    static final int COLUMNS = 24;
    static final LocalDateTime STARTED = LocalDateTime.of(2026, 11, 24, 8, 30);
    static final Code CT = new Code("77477000", "SCT", "Computed tomography");
    static final Code ENGLISH = new Code("en", "RFC5646", "English");

    private BuiltObjects() {}

    static StudyContext context() {
        return StudyContext.of(
                new Patient("Müller^Zoë=山田^太郎", "P-1", "HOSPITAL", LocalDate.of(1960, 2, 29), "F"),
                new Study(UIDs.random(), "S1", STARTED, "A-1", "Łuczak^Ewa", "CT head"));
    }

    static ObjectIdentity identity(StudyContext context, int series) {
        return ObjectIdentity.in(context, Series.numbered(series).describedAs("built"), STARTED);
    }

    /** Slices of one series, from the feet to the head, 2 mm apart. */
    static List<Attributes> slices(StudyContext context, int count) {
        Series series = Series.numbered(1);
        String frameOfReference = UIDs.random();
        return IntStream.range(0, count)
                .mapToObj(i -> new CtImageBuilder(
                                ObjectIdentity.in(context, series, STARTED).withInstanceNumber(i + 1),
                                PixelArray.grey16(ROWS, COLUMNS, gradient(), 16, true),
                                SlicePlane.axial(frameOfReference, new double[] {-12, -8, 2.0 * i}, 1, 2))
                        .bodyPart("HEAD")
                        .peakKilovoltage(120)
                        .build())
                .toList();
    }

    static short[] gradient() {
        short[] samples = new short[ROWS * COLUMNS];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i * 7 - 1000);
        }
        return samples;
    }
}
