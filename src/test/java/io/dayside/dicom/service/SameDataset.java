package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.model.DatasetDifferences;
import java.nio.file.Path;
import java.util.Arrays;

/** What went in is what came out, to this kernel's reader and to dcmdump; lengths and meta information may differ. */
final class SameDataset {

    private SameDataset() {}

    static void assertSame(Path sent, Path received) throws Exception {
        Attributes before = DicomFile.read(sent).dataset();
        Attributes after = DicomFile.read(received).dataset();
        assertThat(DatasetDifferences.between(withoutFragments(before), withoutFragments(after)))
                .as(sent.toString())
                .isEmpty();
        if (before.get(Tag.PixelData) instanceof Fragments fragments) {
            assertThat(after.get(Tag.PixelData)).isInstanceOfSatisfying(Fragments.class, others -> {
                assertThat(others.offsetTable()).isEqualTo(fragments.offsetTable());
                assertThat(others.fragments())
                        .usingElementComparator(Arrays::compare)
                        .isEqualTo(fragments.fragments());
            });
        }
        assertThat(Dump.of(received)).as(sent.toString()).isEqualTo(Dump.of(sent));
    }

    /** Without the trailing padding too, which storescu leaves out. */
    private static Attributes withoutFragments(Attributes dataset) {
        Attributes copy = dataset.copy();
        if (copy.get(Tag.PixelData) instanceof Fragments) {
            copy.remove(Tag.PixelData);
        }
        copy.remove(Tag.DataSetTrailingPadding);
        return copy;
    }
}
