package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Objects named by study and series, as reports and presentation states have to list them. */
final class References {

    private final Map<String, InstanceReference> instances = new LinkedHashMap<>();

    /** Lists each instance once, whatever the frames. */
    void addAll(Collection<InstanceReference> references) {
        references.forEach(reference -> instances.putIfAbsent(reference.sopInstanceUid(), reference));
    }

    boolean isEmpty() {
        return instances.isEmpty();
    }

    /** Hierarchical SOP instance reference macro, PS3.3 C.17.2.1: studies, series, instances. */
    void setEvidence(Attributes dataset, int tag) {
        Sequence studies = dataset.newSequence(tag);
        grouped(instances.values(), InstanceReference::studyInstanceUid).forEach((uid, inStudy) -> {
            Attributes study = studies.addItem().setString(Tag.StudyInstanceUID, VR.UI, uid);
            setSeries(study, Tag.ReferencedSOPSequence, inStudy);
        });
    }

    /** Series and instances alone, within the object's own study. */
    void setSeries(Attributes dataset, int instancesTag) {
        setSeries(dataset, instancesTag, new ArrayList<>(instances.values()));
    }

    private static void setSeries(Attributes dataset, int instancesTag, Collection<InstanceReference> references) {
        Sequence series = dataset.newSequence(Tag.ReferencedSeriesSequence);
        grouped(references, InstanceReference::seriesInstanceUid).forEach((uid, inSeries) -> {
            Attributes item = series.addItem().setString(Tag.SeriesInstanceUID, VR.UI, uid);
            Sequence listed = item.newSequence(instancesTag);
            inSeries.forEach(reference -> listed.add(reference.toItem()));
        });
    }

    private static Map<String, Collection<InstanceReference>> grouped(
            Collection<InstanceReference> references, Function<InstanceReference, String> by) {
        Map<String, Collection<InstanceReference>> groups = new LinkedHashMap<>();
        for (InstanceReference reference : references) {
            groups.computeIfAbsent(by.apply(reference), _ -> new ArrayList<>()).add(reference);
        }
        return groups;
    }
}
