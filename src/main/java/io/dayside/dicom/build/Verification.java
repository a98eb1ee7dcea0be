package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TemporalValue;
import io.dayside.dicom.data.VR;
import java.time.OffsetDateTime;

/**
 * Who answers for a report, PS3.3 C.17.2.
 *
 * @param observerName in DICOM's form, family^given
 */
public record Verification(String observerName, String organization, OffsetDateTime moment) {

    void addTo(Attributes report) {
        report.setString(Tag.VerificationFlag, VR.CS, "VERIFIED");
        Attributes observer = report.newSequence(Tag.VerifyingObserverSequence)
                .addItem()
                .setString(Tag.VerifyingObserverName, VR.PN, observerName)
                .setString(Tag.VerifyingOrganization, VR.LO, organization)
                .setString(Tag.VerificationDateTime, VR.DT, TemporalValue.format(moment));
        observer.newSequence(Tag.VerifyingObserverIdentificationCodeSequence);
    }
}
