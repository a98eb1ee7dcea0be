package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;

/** Patient and study of a new object: given, or those of an object that exists. */
public final class StudyContext {

    private static final String UTF_8 = "ISO_IR 192";

    /** Of the patient, patient study and general study modules what tells them apart, PS3.3 C.7.1 and C.7.2. */
    private static final int[] COPIED = {
        Tag.StudyDate,
        Tag.StudyTime,
        Tag.AccessionNumber,
        Tag.IssuerOfAccessionNumberSequence,
        Tag.ReferringPhysicianName,
        Tag.TimezoneOffsetFromUTC,
        Tag.StudyDescription,
        Tag.PatientName,
        Tag.PatientID,
        Tag.IssuerOfPatientID,
        Tag.IssuerOfPatientIDQualifiersSequence,
        Tag.PatientBirthDate,
        Tag.PatientSex,
        Tag.OtherPatientIDsSequence,
        Tag.PatientAge,
        Tag.PatientSize,
        Tag.PatientWeight,
        Tag.PatientIdentityRemoved,
        Tag.DeidentificationMethod,
        Tag.DeidentificationMethodCodeSequence,
        Tag.StudyInstanceUID,
        Tag.StudyID,
        Tag.LongitudinalTemporalInformationModified
    };

    /** Type 2: there, if empty. */
    private static final int[] ALWAYS_THERE = {
        Tag.StudyDate,
        Tag.StudyTime,
        Tag.AccessionNumber,
        Tag.ReferringPhysicianName,
        Tag.PatientName,
        Tag.PatientID,
        Tag.PatientBirthDate,
        Tag.PatientSex,
        Tag.StudyID
    };

    private final Attributes attributes;

    private StudyContext(Attributes attributes) {
        this.attributes = attributes;
    }

    public static StudyContext of(Patient patient, Study study) {
        Attributes attributes = new Attributes();
        patient.addTo(attributes);
        study.addTo(attributes);
        return new StudyContext(attributes);
    }

    /** The patient and study of that object. */
    public static StudyContext of(Attributes object) {
        Attributes attributes = new Attributes();
        for (int tag : COPIED) {
            copy(object, tag, attributes);
        }
        for (int tag : ALWAYS_THERE) {
            if (!attributes.contains(tag)) {
                attributes.setNull(tag, ElementDictionary.vrOf(tag));
            }
        }
        return new StudyContext(attributes);
    }

    /** As text rather than as bytes, since the new object has a character set of its own. */
    private static void copy(Attributes from, int tag, Attributes to) {
        Element element = from.get(tag);
        if (element instanceof Sequence items) {
            Sequence copies = to.newSequence(tag);
            for (Attributes item : items) {
                Attributes copied = copies.addItem();
                item.forEach(inner -> copy(item, inner.tag(), copied));
            }
        } else if (element != null && element.vr().isString()) {
            to.setString(tag, element.vr(), from.getStrings(tag));
        }
    }

    String studyInstanceUid() {
        return attributes.getString(Tag.StudyInstanceUID, "");
    }

    /** A data set with these modules alone, in UTF-8. */
    Attributes newDataset() {
        return new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, UTF_8)
                .addAll(attributes);
    }
}
