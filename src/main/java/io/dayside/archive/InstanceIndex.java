package io.dayside.archive;

import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.data.UIDs;
import io.dayside.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of studies, series, instances and quarantined objects. Every method joins the running transaction. */
@Component
class InstanceIndex {

    private final JdbcClient jdbc;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;

    InstanceIndex(JdbcClient jdbc, AuditTrail trail, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.events = events;
    }

    /**
     * @param adopted whether a row now names the object; if not, the object is no longer needed
     */
    record Recorded(StoreOutcome outcome, boolean adopted) {}

    /** Another transaction indexed the same SOP Instance UID meanwhile; a new attempt will see its row. */
    static final class Overtaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("the same instance was indexed meanwhile");
        }
    }

    /** What is already known of this content, so that it need not be written again. */
    Optional<StoreOutcome> known(TenantId tenant, InstanceHeader header, byte[] sha256) {
        var held = held(tenant, header.sopInstanceUid());
        if (held.isPresent() && held.get().is(sha256)) {
            return Optional.of(held.get().outcome(header));
        }
        return jdbc.sql("""
                select reason from quarantined_instance
                where tenant_id = :tenant and sop_instance_uid = :sop and dataset_sha256 = :sha256""")
                .param("tenant", tenant.code())
                .param("sop", header.sopInstanceUid())
                .param("sha256", sha256)
                .query(String.class)
                .optional()
                .map(reason -> new StoreOutcome.Quarantined(Reason.valueOf(reason)));
    }

    /**
     * Makes the object part of its study, or puts it into quarantine.
     *
     * @throws Overtaken when the transaction has to be rolled back and tried again
     */
    Recorded record(ReceivedInstance received, InstanceHeader header, StoredObject object, Instant at) {
        var tenant = received.tenant();
        // Read once: between two readings another transaction may index the very same content.
        var held = held(tenant, header.sopInstanceUid());
        if (held.isPresent()) {
            return held.get().is(object.datasetSha256())
                    ? new Recorded(held.get().outcome(header), false)
                    : quarantine(received, header, object, Reason.OTHER_CONTENT_UNDER_SAME_UID, at);
        }
        boolean first = insertStudy(received, header, at);
        if (!first && !samePatient(tenant, header)) {
            return quarantine(received, header, object, Reason.STUDY_OF_ANOTHER_PATIENT, at);
        }
        insertSeries(tenant, header);
        insertInstance(received, header, object, at);
        return announce(received, header, first, at);
    }

    private Recorded announce(ReceivedInstance received, InstanceHeader header, boolean first, Instant at) {
        var study = new StudyRef(received.tenant(), header.studyInstanceUid());
        if (first) {
            trail.append(AuditEvent.of(
                    received.tenant(),
                    AuditAction.INSTANCE_STORED,
                    "study:" + header.studyInstanceUid(),
                    Map.of("sender", received.sender(), "modality", header.modality(), "extent", "first of study")));
        } else {
            fillAccessionNumber(received.tenant(), header);
        }
        events.publishEvent(new InstanceStored(study, header.modality(), first, at));
        return new Recorded(new StoreOutcome.Stored(study, header.sopInstanceUid()), true);
    }

    private record Held(StudyRef study, byte[] sha256) {

        boolean is(byte[] otherSha256) {
            return Arrays.equals(sha256, otherSha256);
        }

        StoreOutcome outcome(InstanceHeader header) {
            return new StoreOutcome.AlreadyHeld(study, header.sopInstanceUid());
        }
    }

    private Optional<Held> held(TenantId tenant, String sopInstanceUid) {
        return jdbc.sql("""
                select study_instance_uid, dataset_sha256 from instance
                where tenant_id = :tenant and sop_instance_uid = :sop""")
                .param("tenant", tenant.code())
                .param("sop", sopInstanceUid)
                .query((row, _) -> new Held(
                        new StudyRef(tenant, row.getString("study_instance_uid")), row.getBytes("dataset_sha256")))
                .optional();
    }

    /** Waits for another transaction that is just inserting the same study. */
    private boolean insertStudy(ReceivedInstance received, InstanceHeader header, Instant at) {
        var patient = header.patient();
        return jdbc.sql("""
                insert into study (tenant_id, study_instance_uid, facility, sender, patient_id, issuer_of_patient_id,
                                   patient_name, patient_birth_date, patient_sex, accession_number, study_description,
                                   study_instant, first_received)
                values (:tenant, :study, :facility, :sender, :patientId, :issuer, :name, :birthDate, :sex, :accession,
                        :description, :instant, :at)
                on conflict do nothing""")
                        .param("tenant", received.tenant().code())
                        .param("study", header.studyInstanceUid())
                        .param("facility", received.facility())
                        .param("sender", received.sender())
                        .param("patientId", patient.id())
                        .param("issuer", patient.issuer())
                        .param("name", patient.name())
                        .param("birthDate", patient.birthDate())
                        .param("sex", patient.sex())
                        .param("accession", header.accessionNumber())
                        .param("description", header.studyDescription())
                        .param("instant", header.studyInstant() == null ? null : Timestamp.from(header.studyInstant()))
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** Patient ids must be equal; issuers only where both are given. */
    private boolean samePatient(TenantId tenant, InstanceHeader header) {
        return jdbc.sql("""
                select patient_id = :patientId
                       and (issuer_of_patient_id = :issuer or issuer_of_patient_id = '' or :issuer = '')
                from study where tenant_id = :tenant and study_instance_uid = :study""")
                .param("patientId", header.patient().id())
                .param("issuer", header.patient().issuer())
                .param("tenant", tenant.code())
                .param("study", header.studyInstanceUid())
                .query(Boolean.class)
                .single();
    }

    private void fillAccessionNumber(TenantId tenant, InstanceHeader header) {
        if (header.accessionNumber().isEmpty()) {
            return;
        }
        jdbc.sql("""
                update study set accession_number = :accession
                where tenant_id = :tenant and study_instance_uid = :study and accession_number = ''""")
                .param("accession", header.accessionNumber())
                .param("tenant", tenant.code())
                .param("study", header.studyInstanceUid())
                .update();
    }

    private void insertSeries(TenantId tenant, InstanceHeader header) {
        jdbc.sql("""
                insert into series (tenant_id, study_instance_uid, series_instance_uid, series_number, modality,
                                    series_description, body_part_examined)
                values (:tenant, :study, :series, :number, :modality, :description, :bodyPart)
                on conflict do nothing""")
                .param("tenant", tenant.code())
                .param("study", header.studyInstanceUid())
                .param("series", header.seriesInstanceUid())
                .param("number", header.seriesNumber())
                .param("modality", header.modality())
                .param("description", header.seriesDescription())
                .param("bodyPart", header.bodyPartExamined())
                .update();
    }

    private void insertInstance(ReceivedInstance received, InstanceHeader header, StoredObject object, Instant at) {
        int inserted = jdbc.sql("""
                insert into instance (tenant_id, sop_instance_uid, study_instance_uid, series_instance_uid,
                                      sop_class_uid, transfer_syntax_uid, instance_number, frames, rows, columns,
                                      image_position, image_orientation, sender, received_at, object_name,
                                      dataset_offset, dataset_bytes, dataset_sha256)
                values (:tenant, :sop, :study, :series, :sopClass, :syntax, :number, :frames, :rows, :columns,
                        :position, :orientation, :sender, :at, :object, :offset, :bytes, :sha256)
                on conflict (tenant_id, sop_instance_uid) do nothing""")
                .param("tenant", received.tenant().code())
                .param("sop", header.sopInstanceUid())
                .param("study", header.studyInstanceUid())
                .param("series", header.seriesInstanceUid())
                .param("sopClass", header.sopClassUid())
                .param("syntax", received.transferSyntaxUid())
                .param("number", header.instanceNumber())
                .param("frames", header.frames())
                .param("rows", header.rows())
                .param("columns", header.columns())
                .param("position", header.imagePosition())
                .param("orientation", header.imageOrientation())
                .param("sender", received.sender())
                .param("at", Timestamp.from(at))
                .param("object", object.name())
                .param("offset", object.datasetOffset())
                .param("bytes", object.datasetBytes())
                .param("sha256", object.datasetSha256())
                .update();
        if (inserted == 0) {
            throw new Overtaken();
        }
    }

    private Recorded quarantine(
            ReceivedInstance received, InstanceHeader header, StoredObject object, Reason reason, Instant at) {
        int inserted = jdbc.sql("""
                insert into quarantined_instance (tenant_id, sop_instance_uid, dataset_sha256, reason,
                                                  study_instance_uid, patient_id, issuer_of_patient_id, sop_class_uid,
                                                  transfer_syntax_uid, sender, received_at, object_name,
                                                  dataset_offset, dataset_bytes)
                values (:tenant, :sop, :sha256, :reason, :study, :patientId, :issuer, :sopClass, :syntax, :sender,
                        :at, :object, :offset, :bytes)
                on conflict (tenant_id, sop_instance_uid, dataset_sha256) do nothing""")
                .param("tenant", received.tenant().code())
                .param("sop", header.sopInstanceUid())
                .param("sha256", object.datasetSha256())
                .param("reason", reason.name())
                .param("study", header.studyInstanceUid())
                .param("patientId", header.patient().id())
                .param("issuer", header.patient().issuer())
                .param("sopClass", header.sopClassUid())
                .param("syntax", received.transferSyntaxUid())
                .param("sender", received.sender())
                .param("at", Timestamp.from(at))
                .param("object", object.name())
                .param("offset", object.datasetOffset())
                .param("bytes", object.datasetBytes())
                .update();
        if (inserted == 0) {
            return new Recorded(new StoreOutcome.Quarantined(reason), false);
        }
        auditRefusal(
                received, Map.of("reason", reason.name(), "kept", "quarantine", "study", header.studyInstanceUid()));
        return new Recorded(new StoreOutcome.Quarantined(reason), true);
    }

    void auditRefusal(ReceivedInstance received, Map<String, String> details) {
        var announced = UIDs.isValid(received.sopInstanceUid()) ? received.sopInstanceUid() : "unreadable";
        var withSender = new HashMap<>(details);
        withSender.put("sender", received.sender());
        trail.append(AuditEvent.refused(
                received.tenant(), AuditAction.INSTANCE_REFUSED, "instance:" + announced, withSender));
    }
}
