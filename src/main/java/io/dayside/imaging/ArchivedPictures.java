package io.dayside.imaging;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.StudyRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Judges by the descriptions that the viewer's manifest is made of. */
@Component
class ArchivedPictures implements PicturesOfStudy {

    private final Archive archive;
    private final OpenedObjects objects;

    ArchivedPictures(Archive archive, OpenedObjects objects) {
        this.archive = archive;
        this.objects = objects;
    }

    @Override
    public List<PictureOfStudy> of(StudyRef study) {
        return archive.instances(study).stream()
                .filter(instance -> instance.frames() > 0)
                .map(this::picture)
                .toList();
    }

    private PictureOfStudy picture(ArchivedInstance instance) {
        try {
            return new PictureOfStudy(
                    instance.seriesNumber(), instance.instanceNumber(), instance.frames(), objects.notShown(instance));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
