package io.dayside.dicomweb;

import io.dayside.archive.SearchLevel;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.Tag;
import java.util.HashSet;
import java.util.Set;

/** Which attributes of a match are returned: PS3.18 tables 10.6.3-3 to 10.6.3-5, and those that were asked for. */
final class ReturnedAttributes {

    private static final Set<Integer> OF_STUDY = Set.of(
            Tag.StudyDate,
            Tag.StudyTime,
            Tag.AccessionNumber,
            Tag.InstanceAvailability,
            Tag.ModalitiesInStudy,
            Tag.ReferringPhysicianName,
            Tag.TimezoneOffsetFromUTC,
            Tag.StudyDescription,
            Tag.PatientName,
            Tag.PatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.StudyID,
            Tag.NumberOfStudyRelatedSeries,
            Tag.NumberOfStudyRelatedInstances);

    private static final Set<Integer> OF_SERIES = Set.of(
            Tag.Modality,
            Tag.TimezoneOffsetFromUTC,
            Tag.SeriesDescription,
            Tag.SeriesNumber,
            Tag.NumberOfSeriesRelatedInstances,
            Tag.PerformedProcedureStepStartDate,
            Tag.PerformedProcedureStepStartTime,
            Tag.RequestAttributesSequence);

    private static final Set<Integer> OF_INSTANCE = Set.of(
            Tag.SOPClassUID,
            Tag.InstanceAvailability,
            Tag.TimezoneOffsetFromUTC,
            Tag.InstanceNumber,
            Tag.Rows,
            Tag.Columns,
            Tag.BitsAllocated,
            Tag.NumberOfFrames);

    private static final Set<Integer> ALWAYS =
            Set.of(Tag.SpecificCharacterSet, Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID);

    /** Identify or describe; they are there without a value where the objects have none. */
    private static final Set<Integer> EMPTY_IF_UNKNOWN = Set.of(
            Tag.StudyDate,
            Tag.StudyTime,
            Tag.AccessionNumber,
            Tag.ReferringPhysicianName,
            Tag.PatientName,
            Tag.PatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.StudyID,
            Tag.Modality,
            Tag.SeriesNumber,
            Tag.InstanceNumber);

    private final Set<Integer> wanted;
    private final boolean all;

    /** @param above the highest level whose attributes are returned, which is not that of the path */
    ReturnedAttributes(SearchLevel level, SearchLevel above, SearchParameters parameters) {
        this.all = parameters.all();
        this.wanted = new HashSet<>(ALWAYS);
        wanted.addAll(parameters.included());
        for (Element key : parameters.keys()) {
            wanted.add(key.tag());
        }
        for (var returned : SearchLevel.values()) {
            if (returned.compareTo(above) >= 0 && returned.compareTo(level) <= 0) {
                wanted.addAll(of(returned));
            }
        }
    }

    private static Set<Integer> of(SearchLevel level) {
        return switch (level) {
            case PATIENT -> Set.of();
            case STUDY -> OF_STUDY;
            case SERIES -> OF_SERIES;
            case INSTANCE -> OF_INSTANCE;
        };
    }

    Attributes of(Attributes match) {
        var returned = match.copy();
        if (!all) {
            for (Element element : match) {
                if (!wanted.contains(element.tag())) {
                    returned.remove(element.tag());
                }
            }
        }
        EMPTY_IF_UNKNOWN.stream()
                .filter(tag -> wanted.contains(tag) && !returned.contains(tag))
                .forEach(tag -> returned.setNull(tag, ElementDictionary.vrOf(tag)));
        return returned;
    }
}
