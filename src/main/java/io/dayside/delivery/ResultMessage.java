package io.dayside.delivery;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.DataTypeException;
import ca.uhn.hl7v2.model.v25.datatype.TX;
import ca.uhn.hl7v2.model.v25.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v25.message.ORU_R01;
import ca.uhn.hl7v2.model.v25.segment.MSH;
import ca.uhn.hl7v2.model.v25.segment.OBR;
import ca.uhn.hl7v2.model.v25.segment.PID;
import io.dayside.cases.Case;
import io.dayside.reading.SignedReport;
import io.dayside.tenancy.Hospital;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A signed report as ORU^R01: HL7 v2.5 7.3.1. Times are UTC with their offset. */
final class ResultMessage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ").withZone(ZoneOffset.UTC);

    private ResultMessage() {}

    static ORU_R01 of(Hospital hospital, Case work, SignedReport report, String controlId, Instant now)
            throws HL7Exception {
        var message = new ORU_R01();
        try {
            message.initQuickstart("ORU", "R01", "P");
        } catch (IOException e) {
            throw new HL7Exception(e);
        }
        header(message.getMSH(), hospital, controlId, now);
        patient(message.getPATIENT_RESULT().getPATIENT().getPID(), work);
        var observations = message.getPATIENT_RESULT().getORDER_OBSERVATION();
        order(observations, work, report);
        lines(observations, "FINDINGS", "Findings", report.findings(), report);
        lines(observations, "IMPRESSION", "Impression", report.impression(), report);
        lines(observations, "SIGNATURE", "Electronic signature", signature(report), report);
        return message;
    }

    private static void header(MSH msh, Hospital hospital, String controlId, Instant now) throws DataTypeException {
        msh.getSendingApplication().getNamespaceID().setValue("DAYSIDE");
        msh.getSendingFacility().getNamespaceID().setValue(hospital.orders().receivingFacility());
        msh.getReceivingApplication()
                .getNamespaceID()
                .setValue(hospital.orders().sendingApplication());
        msh.getReceivingFacility().getNamespaceID().setValue(hospital.orders().sendingFacility());
        msh.getDateTimeOfMessage().getTime().setValue(TIME.format(now));
        msh.getMessageControlID().setValue(controlId);
        msh.getCharacterSet(0).setValue("UNICODE UTF-8");
    }

    private static void patient(PID pid, Case work) throws DataTypeException {
        pid.getSetIDPID().setValue("1");
        pid.getPatientIdentifierList(0).getIDNumber().setValue(work.patientId());
        var name = work.patientName().split("\\^", -1);
        var xpn = pid.getPatientName(0);
        xpn.getFamilyName().getSurname().setValue(name[0]);
        if (name.length > 1) {
            xpn.getGivenName().setValue(name[1]);
        }
        if (work.patientBirthDate() != null) {
            pid.getDateTimeOfBirth()
                    .getTime()
                    .setValue(DateTimeFormatter.BASIC_ISO_DATE.format(work.patientBirthDate()));
        }
        pid.getAdministrativeSex().setValue(work.patientSex());
    }

    private static void order(ORU_R01_ORDER_OBSERVATION observations, Case work, SignedReport report)
            throws DataTypeException {
        var orc = observations.getORC();
        orc.getOrderControl().setValue("RE");
        orc.getPlacerOrderNumber().getEntityIdentifier().setValue(work.accessionNumber());
        orc.getFillerOrderNumber().getEntityIdentifier().setValue(work.number());
        request(observations.getOBR(), work, report);
    }

    private static void request(OBR obr, Case work, SignedReport report) throws DataTypeException {
        obr.getSetIDOBR().setValue("1");
        obr.getPlacerOrderNumber().getEntityIdentifier().setValue(work.accessionNumber());
        obr.getFillerOrderNumber().getEntityIdentifier().setValue(work.number());
        obr.getUniversalServiceIdentifier().getText().setValue(work.procedure());
        obr.getPlacerField1().setValue(work.accessionNumber());
        obr.getDiagnosticServSectID().setValue(work.modality());
        obr.getResultsRptStatusChngDateTime().getTime().setValue(TIME.format(report.signedAt()));
        obr.getResultStatus().setValue(status(report));
        var signer = obr.getPrincipalResultInterpreter().getNameOfPerson();
        signer.getIDNumber().setValue(report.signerUsername());
        signer.getFamilyName().setValue(report.signerName());
    }

    private static void lines(
            ORU_R01_ORDER_OBSERVATION observations, String code, String name, String text, SignedReport report)
            throws HL7Exception {
        for (var line : text.strip().split("\\R", -1)) {
            int index = observations.getOBSERVATIONReps();
            var obx = observations.getOBSERVATION(index).getOBX();
            obx.getSetIDOBX().setValue(Integer.toString(index + 1));
            obx.getValueType().setValue("TX");
            obx.getObservationIdentifier().getIdentifier().setValue(code);
            obx.getObservationIdentifier().getText().setValue(name);
            var value = new TX(observations.getMessage());
            value.setValue(line);
            obx.getObservationValue(0).setData(value);
            obx.getObservationResultStatus().setValue(status(report));
            obx.getDateTimeOfTheObservation().getTime().setValue(TIME.format(report.signedAt()));
        }
    }

    /** HL7 tables 0123 and 0085. */
    private static String status(SignedReport report) {
        return switch (report.status()) {
            case PRELIMINARY -> "P";
            case FINAL -> "F";
            case APPENDED, CORRECTED -> "C";
        };
    }

    private static String signature(SignedReport report) {
        return "%s, %s: %s".formatted(report.signerName(), report.signedAt(), report.meaning());
    }
}
