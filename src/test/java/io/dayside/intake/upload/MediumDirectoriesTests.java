package io.dayside.intake.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is remembered of media that strangers made. */
@Timeout(60)
class MediumDirectoriesTests {

    private final MediumDirectories directories = new MediumDirectories();

    @Test
    void whatEachMediumNamesIsLookedForInItsOwnFolder() {
        directories.brought("CD1/DICOMDIR");
        directories.brought("CD1/images/im1");
        directories.brought("CD2/DICOMDIR;1");
        directories.add("CD1/DICOMDIR", directory("IMAGES/IM1"));
        directories.add("CD2/DICOMDIR;1", directory("IMAGES/IM1"));

        assertThat(broken()).containsExactly(new FileReport.Note("IMAGES/IM1", LeftOut.MISSING));
    }

    @Test
    void DCM05_directoriesBeyondABagOfMediaAreSaidAndNotLookedAt() {
        for (int number = 1; number <= 10_000; number++) {
            var name = "CD" + number + "/DICOMDIR";
            directories.brought(name);
            directories.add(name, directory("IMAGES/IM" + number));
        }

        assertThat(directories.references()).isEqualTo(MediumDirectories.MOST);
        assertThat(broken()).hasSize(MediumDirectories.MOST + 1);
        assertThat(broken().getLast().why()).isEqualTo(LeftOut.TOO_MANY_REFERENCES);
    }

    @Test
    void DCM05_referencesOfAllDirectoriesTogetherAreBounded() {
        var many = directory(
                IntStream.range(0, 40_000).mapToObj(number -> "I" + number).toArray(String[]::new));
        for (int number = 1; number <= 5; number++) {
            directories.add("CD" + number + "/DICOMDIR", many);
        }

        assertThat(directories.references()).isEqualTo(MediumDirectories.MOST_REFERENCES);
        assertThat(broken().getLast()).isEqualTo(new FileReport.Note("CD5/DICOMDIR", LeftOut.TOO_MANY_REFERENCES));
    }

    @Test
    void DCM05_aReferenceMayNotBeAsLongAsItsMakerLikes() {
        directories.brought("CD/DICOMDIR");
        directories.add("CD/DICOMDIR", directory("IM1", "X".repeat(5_000_000), "IM2"));

        assertThat(directories.references()).isEqualTo(1);
        assertThat(broken())
                .containsExactly(
                        new FileReport.Note("IM1", LeftOut.MISSING),
                        new FileReport.Note("CD/DICOMDIR", LeftOut.TOO_MANY_REFERENCES));
    }

    @Test
    void DCM05_whereTheNamesAreTooManyNoneIsSaidToBeMissing() {
        directories.add("CD/DICOMDIR", directory("IM1", "../IM2"));
        var longName = "x".repeat(1_000);
        for (int number = 0; number < 10_000; number++) {
            directories.brought(longName + number);
        }

        assertThat(broken())
                .containsExactly(
                        new FileReport.Note("../IM2", LeftOut.ESCAPING_NAME),
                        new FileReport.Note("CD/DICOMDIR", LeftOut.TOO_MANY_REFERENCES));
    }

    private List<FileReport.Note> broken() {
        var notes = new ArrayList<FileReport.Note>();
        directories.broken(notes::add);
        return notes;
    }

    private static Attributes directory(String... fileIds) {
        var directory = new Attributes();
        var records = directory.newSequence(Tag.DirectoryRecordSequence);
        for (var fileId : fileIds) {
            records.addItem().setString(Tag.ReferencedFileID, VR.CS, fileId.split("/"));
        }
        return directory;
    }
}
