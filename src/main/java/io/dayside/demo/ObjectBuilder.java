package io.dayside.demo;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** The attributes that every simulated object has: patient, study, series and equipment modules; PS3.3 C.7. */
final class ObjectBuilder {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    private ObjectBuilder() {}

    static Attributes common(StudyHeader header, String sopClassUid, String modality, int instanceNumber) {
        String date = DATE.format(header.performed());
        String time = TIME.format(header.performed());
        var birth = header.birthDate();
        var attributes = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(Tag.InstanceCreationDate, VR.DA, date)
                .setString(Tag.InstanceCreationTime, VR.TM, time)
                .setString(Tag.SOPClassUID, VR.UI, sopClassUid)
                .setString(Tag.SOPInstanceUID, VR.UI, derivedUid(header, modality + " instance " + instanceNumber))
                .setString(Tag.StudyDate, VR.DA, date)
                .setString(Tag.SeriesDate, VR.DA, date)
                .setString(Tag.AcquisitionDate, VR.DA, date)
                .setString(Tag.ContentDate, VR.DA, date)
                .setString(Tag.StudyTime, VR.TM, time)
                .setString(Tag.SeriesTime, VR.TM, time)
                .setString(Tag.AcquisitionTime, VR.TM, time)
                .setString(Tag.ContentTime, VR.TM, time)
                .setString(Tag.AccessionNumber, VR.SH, header.accessionNumber())
                .setString(Tag.Modality, VR.CS, modality)
                .setString(Tag.Manufacturer, VR.LO, "Dayside simulator")
                .setString(Tag.InstitutionName, VR.LO, header.institution())
                .setString(Tag.ReferringPhysicianName, VR.PN, header.referrer())
                .setString(Tag.StationName, VR.SH, header.stationAeTitle())
                .setString(Tag.ManufacturerModelName, VR.LO, "Phantom")
                .setString(Tag.PatientName, VR.PN, header.patientName())
                .setString(Tag.PatientID, VR.LO, header.patientId())
                .setString(Tag.IssuerOfPatientID, VR.LO, header.issuerOfPatientId())
                .setString(Tag.PatientSex, VR.CS, header.sex())
                .setString(Tag.DeviceSerialNumber, VR.LO, "1")
                .setString(Tag.SoftwareVersions, VR.LO, "1")
                .setString(Tag.StudyInstanceUID, VR.UI, header.studyInstanceUid())
                .setString(Tag.SeriesInstanceUID, VR.UI, derivedUid(header, modality + " series"))
                .setString(Tag.StudyID, VR.SH, "1")
                .setInt(Tag.SeriesNumber, VR.IS, 1)
                .setInt(Tag.InstanceNumber, VR.IS, instanceNumber);
        return birth == null
                ? attributes.setNull(Tag.PatientBirthDate, VR.DA)
                : attributes.setString(Tag.PatientBirthDate, VR.DA, DATE.format(birth));
    }

    /** The same study and purpose give the same UID, so that sending again is harmless. */
    static String derivedUid(StudyHeader header, String purpose) {
        byte[] name = (header.studyInstanceUid() + " " + purpose).getBytes(StandardCharsets.UTF_8);
        return UIDs.of(UUID.nameUUIDFromBytes(name));
    }

    static Attributes code(String value, String scheme, String meaning) {
        return new Attributes()
                .setString(Tag.CodeValue, VR.SH, value)
                .setString(Tag.CodingSchemeDesignator, VR.SH, scheme)
                .setString(Tag.CodeMeaning, VR.LO, meaning);
    }

    /** Monochrome pixels of unsigned values; PS3.3 C.7.6.3. */
    static void pixels(Attributes object, int rows, int columns, int bitsStored) {
        object.setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.Rows, VR.US, rows)
                .setInt(Tag.Columns, VR.US, columns)
                .setInt(Tag.BitsAllocated, VR.US, bitsStored > 8 ? 16 : 8)
                .setInt(Tag.BitsStored, VR.US, bitsStored)
                .setInt(Tag.HighBit, VR.US, bitsStored - 1)
                .setInt(Tag.PixelRepresentation, VR.US, 0);
    }
}
