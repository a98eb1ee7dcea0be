package io.dayside.triage;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.triage.model.Plane;
import io.dayside.triage.model.Preparation;
import io.dayside.triage.pixels.DicomPicture;
import io.dayside.triage.pixels.UnreadablePixels;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the pictures of a study, one object at a time, and keeps them at the network's size only. */
final class StudyPictures {

    /** More slices than a whole body at 1 mm are not looked at; bounds time and memory. */
    static final int MOST_PICTURES = 1200;

    private final Archive archive;

    StudyPictures(Archive archive) {
        this.archive = archive;
    }

    /**
     * One picture of a study.
     *
     * @param fitted at the network's size
     * @param frame from 1
     */
    record Picture(ArchivedInstance instance, int frame, Plane fitted, double spacingMm) {}

    /** @throws UnreadablePixels when one of the objects cannot be read: a study is assessed whole or not at all */
    List<Picture> of(List<ArchivedInstance> instances, Preparation preparation, int size)
            throws IOException, UnreadablePixels {
        List<Picture> pictures = new ArrayList<>();
        for (ArchivedInstance instance : instances) {
            if (instance.rows() > 0 && pictures.size() < MOST_PICTURES) {
                add(pictures, instance, preparation, size);
            }
        }
        return pictures;
    }

    private void add(List<Picture> pictures, ArchivedInstance instance, Preparation preparation, int size)
            throws IOException, UnreadablePixels {
        try (InputStream in = archive.open(instance.study().tenant(), instance.sopInstanceUid())) {
            DicomPicture picture = DicomPicture.read(in);
            for (int frame = 0; frame < picture.frames() && pictures.size() < MOST_PICTURES; frame++) {
                Plane fitted = preparation.fitted(picture.plane(frame), picture.spacingMm(), size);
                pictures.add(new Picture(instance, frame + 1, fitted, picture.spacingMm()));
            }
        }
    }
}
