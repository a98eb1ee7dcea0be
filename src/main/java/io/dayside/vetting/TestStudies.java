package io.dayside.vetting;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.StudyRef;
import io.dayside.vetting.PracticalTest.ShownClaim;
import io.dayside.vetting.PracticalTest.TestCase;
import io.dayside.vetting.PracticalTest.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The studies of tests, as the library's archive holds them. Joins the running transaction. */
@Component
class TestStudies {

    private final Archive archive;

    TestStudies(Archive archive) {
        this.archive = archive;
    }

    /** The images of the first series that has any, in the order in which the viewer shows them. */
    List<ArchivedInstance> slices(StudyRef study) {
        var images = archive.instances(study).stream()
                .filter(instance -> instance.frames() > 0)
                .toList();
        return images.stream()
                .filter(image ->
                        image.seriesInstanceUid().equals(images.getFirst().seriesInstanceUid()))
                .toList();
    }

    /** In words, what of the test's studies is not as the test says; empty when candidates can begin. */
    List<String> missing(PracticalTest test) {
        var missing = new ArrayList<String>();
        for (int place = 0; place < test.cases().size(); place++) {
            var number = "case " + (place + 1);
            missing(test, test.cases().get(place))
                    .map(what -> number + ": " + what)
                    .ifPresent(missing::add);
        }
        return missing;
    }

    private Optional<String> missing(PracticalTest test, TestCase one) {
        var study = new StudyRef(test.library(), one.study());
        if (archive.study(study).isEmpty()) {
            return Optional.of("its study is not in the library");
        }
        int frames = slices(study).stream().mapToInt(ArchivedInstance::frames).sum();
        boolean outside = one.claims().stream().mapToInt(ShownClaim::slice).anyMatch(slice -> slice > frames)
                || one.truth().stream().map(Truth::slices).anyMatch(slices -> slices != null && slices.to() > frames);
        return outside
                ? Optional.of("it names a slice that its study does not have; there are " + frames)
                : Optional.empty();
    }
}
