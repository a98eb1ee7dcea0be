package io.dayside.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.SampleSet;
import io.dayside.triage.StudyPictures.Picture;
import io.dayside.triage.model.HeadShape;
import io.dayside.triage.model.Plane;
import io.dayside.triage.model.Preparation;
import io.dayside.triage.pixels.DicomPicture;
import io.dayside.triage.pixels.UnreadablePixels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadStackTests {

    private static final StudyRef STUDY = new StudyRef(TriageFixtures.NORTHGATE, "2.25.1");
    private static final int INPUT = 96;
    private static final TrainingImages IMAGES =
            ServiceLoader.load(TrainingImages.class).findFirst().orElseThrow();

    private static Picture picture(Plane plane, double spacingMm) {
        return new Picture(
                new ArchivedInstance(
                        STUDY, "2.25.2", 1, "", "CT", "", "2.25.3", 1, "", 1, plane.rows(), plane.columns(), 1000, ""),
                1,
                Preparation.HEAD.fitted(plane, spacingMm, INPUT),
                spacingMm);
    }

    private static List<Picture> head(long seed) {
        var volume = IMAGES.head(seed, seed % 2 == 0);
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < volume.slices(); i++) {
            var slice = volume.slice(i);
            pictures.add(picture(Plane.of(slice.hounsfield(), slice.rows(), slice.columns()), slice.spacingMm()));
        }
        return pictures;
    }

    @ParameterizedTest
    @ValueSource(longs = {701, 702, 703, 704, 705, 706})
    void aHeadHasASkull(long seed) {
        assertThat(HeadStack.objection(head(seed))).isEmpty();
    }

    @Test
    void fourImagesAreNoHead() {
        assertThat(HeadStack.objection(head(701).subList(10, 14))).contains("4 images are too few for a head CT");
    }

    @Test
    void sixteenPixelsAreNoHead() {
        var coarse = picture(new Plane(new float[256], 16, 16), 0);

        assertThat(HeadStack.objection(Collections.nCopies(20, coarse)))
                .contains("16 x 16 pixels are too few for a head CT");
    }

    @Test
    void aBallOfWaterHasNoSkull() {
        float[] values = new float[256 * 256];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.hypot(Math.floorDiv(i, 256) - 128, i % 256 - 128) < 90 ? 30 : -1000;
        }

        assertThat(HeadStack.objection(Collections.nCopies(20, picture(new Plane(values, 256, 256), 0.9))))
                .contains("no closed skull of a head's size is in the images");
    }

    /** The computed tomography of a liver that a visitor sent, without a word about the body part. */
    @Test
    void anAbdomenIsNotTakenForAHead() throws IOException, UnreadablePixels {
        List<Picture> abdomen = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            try (var in = Files.newInputStream(SampleSet.file("dcmqi/ct-3slice_0" + i + ".dcm"))) {
                var slice = DicomPicture.read(in);
                abdomen.add(picture(slice.plane(0), slice.spacingMm()));
            }
        }
        List<Picture> repeated = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            repeated.addAll(abdomen);
        }

        assertThat(abdomen).noneMatch(picture -> HeadShape.ringed(picture.fitted()));
        assertThat(HeadStack.objection(abdomen)).contains("3 images are too few for a head CT");
        assertThat(HeadStack.objection(repeated)).contains("no closed skull of a head's size is in the images");
    }
}
