package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TemporalValue;
import io.dayside.dicom.data.VR;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The patient module, PS3.3 C.7.1.1.
 *
 * @param name in DICOM's form, family^given
 * @param issuerOfId empty where not known
 * @param sex M, F or O, or empty
 */
public record Patient(
        String name, String id, String issuerOfId, @Nullable LocalDate birthDate, String sex) {

    void addTo(Attributes dataset) {
        dataset.setString(Tag.PatientName, VR.PN, name)
                .setString(Tag.PatientID, VR.LO, id)
                .setString(Tag.PatientBirthDate, VR.DA, birthDate == null ? "" : TemporalValue.format(birthDate))
                .setString(Tag.PatientSex, VR.CS, sex);
        if (!issuerOfId.isEmpty()) {
            dataset.setString(Tag.IssuerOfPatientID, VR.LO, issuerOfId);
        }
    }
}
