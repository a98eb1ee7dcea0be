package io.dayside.demo;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.v25.message.ORM_O01;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * An order as a hospital's order system places it.
 *
 * @param patientName in DICOM's form: family, given, middle, prefix, suffix
 * @param birthDate as DICOM writes it, uuuuMMdd, or empty
 * @param referrer in DICOM's form
 */
record PlacedRequest(
        String patientId,
        String patientName,
        String birthDate,
        String sex,
        String accessionNumber,
        Priority priority,
        String procedure,
        String history,
        String referrer) {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    static PlacedRequest of(StudyHeader header, Priority priority, String procedure, String history) {
        var birth = header.birthDate();
        return new PlacedRequest(
                header.patientId(),
                header.patientName(),
                birth == null ? "" : DateTimeFormatter.BASIC_ISO_DATE.format(birth),
                header.sex(),
                header.accessionNumber(),
                priority,
                procedure,
                history,
                header.referrer());
    }

    /** ORM^O01 of HL7 v2.5 with one order. */
    String message(Hospital.Hl7Peer peer, String controlId, LocalDateTime sent) {
        try (HapiContext context = new DefaultHapiContext()) {
            context.setValidationContext(ValidationContextFactory.noValidation());
            var message = new ORM_O01();
            message.setParser(context.getPipeParser());
            message.initQuickstart("ORM", "O01", "P");
            header(message, peer, controlId, sent);
            patient(message);
            order(message);
            return message.encode();
        } catch (HL7Exception | IOException e) {
            throw new IllegalStateException("an order cannot be written", e);
        }
    }

    private static void header(ORM_O01 message, Hospital.Hl7Peer peer, String controlId, LocalDateTime sent)
            throws HL7Exception {
        var header = message.getMSH();
        Terser.set(header, 3, 0, 1, 1, peer.sendingApplication());
        Terser.set(header, 4, 0, 1, 1, peer.sendingFacility());
        Terser.set(header, 5, 0, 1, 1, "DAYSIDE");
        Terser.set(header, 6, 0, 1, 1, peer.receivingFacility());
        Terser.set(header, 7, 0, 1, 1, TIMESTAMP.format(sent));
        Terser.set(header, 10, 0, 1, 1, controlId);
        Terser.set(header, 18, 0, 1, 1, "UNICODE UTF-8");
    }

    private void patient(ORM_O01 message) throws HL7Exception {
        var pid = message.getPATIENT().getPID();
        Terser.set(pid, 1, 0, 1, 1, "1");
        Terser.set(pid, 3, 0, 1, 1, patientId);
        var name = components(patientName);
        Terser.set(pid, 5, 0, 1, 1, name.get(0));
        Terser.set(pid, 5, 0, 2, 1, name.get(1));
        Terser.set(pid, 5, 0, 3, 1, name.get(2));
        Terser.set(pid, 5, 0, 4, 1, name.get(4));
        Terser.set(pid, 5, 0, 5, 1, name.get(3));
        Terser.set(pid, 7, 0, 1, 1, birthDate);
        Terser.set(pid, 8, 0, 1, 1, sex);
    }

    private void order(ORM_O01 message) throws HL7Exception {
        var control = message.getORDER().getORC();
        Terser.set(control, 1, 0, 1, 1, "NW");
        Terser.set(control, 2, 0, 1, 1, accessionNumber);
        Terser.set(control, 7, 0, 6, 1, code());
        var request = message.getORDER().getORDER_DETAIL().getOBR();
        Terser.set(request, 1, 0, 1, 1, "1");
        Terser.set(request, 2, 0, 1, 1, accessionNumber);
        Terser.set(request, 4, 0, 2, 1, procedure);
        Terser.set(request, 13, 0, 1, 1, history);
        var name = components(referrer);
        Terser.set(request, 16, 0, 2, 1, name.get(0));
        Terser.set(request, 16, 0, 3, 1, name.get(1));
        Terser.set(request, 18, 0, 1, 1, accessionNumber);
        Terser.set(request, 27, 0, 6, 1, code());
    }

    /** HL7 table 0485. */
    private String code() {
        return switch (priority) {
            case STAT -> "S";
            case URGENT -> "A";
            case ROUTINE -> "R";
        };
    }

    /** Five components of the alphabetic group; PS3.5 6.2.1. */
    private static List<String> components(String name) {
        String[] parts = (name.split("=", 2)[0] + "^^^^").split("\\^", -1);
        return List.of(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }
}
