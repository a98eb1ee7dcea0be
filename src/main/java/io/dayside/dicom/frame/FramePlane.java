package io.dayside.dicom.frame;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where one frame lies in the patient, PS3.3 C.7.6.2: from the functional groups or the object itself.
 *
 * @param position x, y, z of the centre of the first pixel in mm
 * @param orientation direction cosines of the rows, then of the columns
 * @param spacing between rows, then between columns, in mm
 */
public record FramePlane(List<Double> position, List<Double> orientation, List<Double> spacing) {

    public FramePlane {
        position = List.copyOf(position);
        orientation = List.copyOf(orientation);
        spacing = List.copyOf(spacing);
    }

    /**
     * The plane, unless the object leaves a part of it open.
     *
     * @param frame from 0
     */
    public static Optional<FramePlane> of(Attributes dataset, int frame) {
        List<Double> position = values(dataset, frame, Tag.PlanePositionSequence, Tag.ImagePositionPatient);
        List<Double> orientation = values(dataset, frame, Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient);
        List<Double> spacing = values(dataset, frame, Tag.PixelMeasuresSequence, Tag.PixelSpacing);
        boolean complete = position.size() == 3 && orientation.size() == 6 && spacing.size() == 2;
        return complete ? Optional.of(new FramePlane(position, orientation, spacing)) : Optional.empty();
    }

    private static List<Double> values(Attributes dataset, int frame, int group, int tag) {
        double[] values = FunctionalGroups.find(dataset, frame, group).getDoubles(tag);
        return Arrays.stream(values).boxed().toList();
    }
}
