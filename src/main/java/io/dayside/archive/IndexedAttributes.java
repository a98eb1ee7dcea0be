package io.dayside.archive;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.json.JsonWriter;
import io.dayside.dicom.model.BulkDataUris;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the index keeps of a data set for searches at each level: the keys of PS3.4 C.6.1.1 and C.6.2.1, the attributes
 * of PS3.18 10.6.3, and what lists commonly show. Copies, in UTF-8 and bounded: what is larger than a list can show is
 * left out, never shortened.
 */
record IndexedAttributes(Attributes study, Attributes series, Attributes instance) {

    static final Set<Integer> OF_PATIENT = Set.of(
            Tag.PatientName,
            Tag.PatientID,
            Tag.IssuerOfPatientID,
            Tag.IssuerOfPatientIDQualifiersSequence,
            Tag.TypeOfPatientID,
            Tag.PatientBirthDate,
            Tag.PatientBirthTime,
            Tag.PatientSex,
            Tag.OtherPatientIDsSequence,
            Tag.OtherPatientNames,
            Tag.EthnicGroup,
            Tag.PatientComments);

    /** The patient's among them. */
    static final Set<Integer> OF_STUDY = with(
            OF_PATIENT,
            Tag.StudyDate,
            Tag.StudyTime,
            Tag.AccessionNumber,
            Tag.IssuerOfAccessionNumberSequence,
            Tag.StudyID,
            Tag.StudyInstanceUID,
            Tag.ReferringPhysicianName,
            Tag.StudyDescription,
            Tag.ProcedureCodeSequence,
            Tag.NameOfPhysiciansReadingStudy,
            Tag.PhysiciansOfRecord,
            Tag.AdmittingDiagnosesDescription,
            Tag.ReferencedStudySequence,
            Tag.PatientAge,
            Tag.PatientSize,
            Tag.PatientWeight,
            Tag.Occupation,
            Tag.AdditionalPatientHistory,
            Tag.TimezoneOffsetFromUTC);

    static final Set<Integer> OF_SERIES = Set.of(
            Tag.Modality,
            Tag.SeriesInstanceUID,
            Tag.SeriesNumber,
            Tag.SeriesDescription,
            Tag.SeriesDescriptionCodeSequence,
            Tag.SeriesDate,
            Tag.SeriesTime,
            Tag.PerformedProcedureStepStartDate,
            Tag.PerformedProcedureStepStartTime,
            Tag.PerformedProcedureStepID,
            Tag.PerformedProcedureStepDescription,
            Tag.RequestAttributesSequence,
            Tag.BodyPartExamined,
            Tag.Laterality,
            Tag.ProtocolName,
            Tag.PatientPosition,
            Tag.InstitutionName,
            Tag.InstitutionalDepartmentName,
            Tag.StationName,
            Tag.Manufacturer,
            Tag.ManufacturerModelName,
            Tag.PerformingPhysicianName,
            Tag.OperatorsName,
            Tag.FrameOfReferenceUID);

    static final Set<Integer> OF_INSTANCE = Set.of(
            Tag.SOPClassUID,
            Tag.SOPInstanceUID,
            Tag.InstanceNumber,
            Tag.Rows,
            Tag.Columns,
            Tag.BitsAllocated,
            Tag.NumberOfFrames,
            Tag.ImageType,
            Tag.AcquisitionNumber,
            Tag.AcquisitionDate,
            Tag.AcquisitionTime,
            Tag.AcquisitionDateTime,
            Tag.ContentDate,
            Tag.ContentTime,
            Tag.ImageComments,
            Tag.ConceptNameCodeSequence,
            Tag.DocumentTitle,
            Tag.VerificationFlag,
            Tag.CompletionFlag,
            Tag.ContentLabel,
            Tag.ContentDescription);

    private static final String UTF_8 = "ISO_IR 192";

    static IndexedAttributes of(Attributes dataset) {
        return new IndexedAttributes(
                new Excerpt().of(dataset, OF_STUDY),
                new Excerpt().of(dataset, OF_SERIES),
                new Excerpt().of(dataset, OF_INSTANCE));
    }

    private static Set<Integer> with(Set<Integer> tags, Integer... more) {
        return Stream.concat(tags.stream(), Arrays.stream(more)).collect(Collectors.toUnmodifiableSet());
    }

    static String json(Attributes attributes) {
        var bytes = new ByteArrayOutputStream();
        try {
            JsonWriter.write(bytes, attributes, BulkDataUris.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Copies until there is too much of it. */
    private static final class Excerpt {

        private static final int MAX_BYTES = 64 * 1024;
        private static final int MAX_VALUE_BYTES = 4096;
        private static final int MAX_ITEMS = 20;
        private static final int MAX_ELEMENTS_OF_ITEM = 50;
        private static final int MAX_DEPTH = 3;

        private int bytes;

        Attributes of(Attributes dataset, Set<Integer> tags) {
            var excerpt = new Attributes().setString(Tag.SpecificCharacterSet, VR.CS, UTF_8);
            tags.stream()
                    .sorted()
                    .map(dataset::get)
                    .filter(element -> element != null && !element.isEmpty())
                    .forEach(element -> copy(element, dataset, excerpt, 0));
            return excerpt;
        }

        private void copy(Element element, Attributes from, Attributes to, int depth) {
            if (element instanceof Sequence items) {
                copyItems(items, to, depth);
                return;
            }
            var value = from.getBytes(element.tag());
            if (value == null || value.length > MAX_VALUE_BYTES || bytes + value.length > MAX_BYTES) {
                return;
            }
            bytes += value.length;
            if (element.vr().isString()) {
                to.setString(element.tag(), element.vr(), texts(from, element.tag()));
            } else {
                to.setBytes(element.tag(), element.vr(), value);
            }
        }

        /** PostgreSQL's JSON has no NUL. */
        private static String[] texts(Attributes from, int tag) {
            return Arrays.stream(from.getStrings(tag))
                    .map(text -> text.replace('\0', ' '))
                    .toArray(String[]::new);
        }

        private void copyItems(Sequence items, Attributes to, int depth) {
            boolean fits = items.size() <= MAX_ITEMS
                    && depth < MAX_DEPTH
                    && items.stream().allMatch(item -> item.size() <= MAX_ELEMENTS_OF_ITEM);
            if (!fits) {
                return;
            }
            var copies = to.newSequence(items.tag());
            for (var item : items) {
                var copy = copies.addItem();
                for (var element : item) {
                    if (element.tag() != Tag.SpecificCharacterSet && !Tag.isPrivate(element.tag())) {
                        copy(element, item, copy, depth + 1);
                    }
                }
            }
        }
    }
}
