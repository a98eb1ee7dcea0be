package io.dayside.archive;

import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.data.UIDs;
import io.dayside.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of studies, series, instances and quarantined objects. Every method joins the running transaction. */
@Component
class InstanceIndex {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final StudyNameRows names;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final PriorsGivingWay priors;

    InstanceIndex(
            JdbcClient jdbc,
            NamedParameterJdbcTemplate batches,
            StudyNameRows names,
            AuditTrail trail,
            ApplicationEventPublisher events,
            PriorsGivingWay priors) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.names = names;
        this.trail = trail;
        this.events = events;
        this.priors = priors;
    }

    /**
     * @param adopted whether a row now names the object; if not, the object is no longer needed
     */
    record Recorded(StoreOutcome outcome, boolean adopted) {}

    /**
     * What is already known of this content, so that it need not be written again.
     *
     * @param received the content that has just come
     */
    Optional<StoreOutcome> known(ReceivedInstance received, String sopInstanceUid, byte[] sha256, Instant receivedAt) {
        var tenant = received.tenant();
        var held = held(tenant, sopInstanceUid);
        if (held.isPresent() && held.get().is(sha256)) {
            held.get()
                    .sentBy(received.sender())
                    .ifPresent(prior -> announceAsSent(prior, received.sender(), received.facility(), receivedAt));
            return Optional.of(held.get().outcome());
        }
        return jdbc.sql("""
                select reason from quarantined_instance
                where tenant_id = :tenant and sop_instance_uid = :sop and dataset_sha256 = :sha256""")
                .param("tenant", tenant.code())
                .param("sop", sopInstanceUid)
                .param("sha256", sha256)
                .query(String.class)
                .optional()
                .map(reason -> new StoreOutcome.Quarantined(Reason.valueOf(reason)));
    }

    private record Held(StudyRef study, String sopInstanceUid, byte[] sha256, String sender, String file, long offset) {

        /** Itself, if it was a prior until now. */
        Optional<Held> sentBy(String newSender) {
            return Optional.of(this)
                    .filter(held -> ReceivedInstance.isPrior(held.sender()) && !ReceivedInstance.isPrior(newSender));
        }

        boolean is(byte[] otherSha256) {
            return Arrays.equals(sha256, otherSha256);
        }

        /** Whether it was indexed from that very place: the commit succeeded but was not heard of. */
        boolean isAt(Placement place) {
            return file.equals(place.file()) && offset == place.offset();
        }

        StoreOutcome outcome() {
            return new StoreOutcome.AlreadyHeld(study, sopInstanceUid);
        }
    }

    /** Whoever sends a study to be read says where it was made; whoever fetched it for comparison does not know. */
    private void takeOver(StudyRef study, String sender, String facility) {
        jdbc.sql("""
                update study set sender = :sender, facility = :facility
                where tenant_id = :tenant and study_instance_uid = :study and sender = :prior""")
                .param("sender", sender)
                .param("facility", facility)
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .param("prior", ReceivedInstance.PRIOR_SENDER)
                .update();
    }

    private Optional<Held> held(TenantId tenant, String sopInstanceUid) {
        return jdbc.sql("""
                select study_instance_uid, dataset_sha256, sender, object_name, object_offset from instance
                where tenant_id = :tenant and sop_instance_uid = :sop""")
                .param("tenant", tenant.code())
                .param("sop", sopInstanceUid)
                .query((row, _) -> new Held(
                        new StudyRef(tenant, row.getString("study_instance_uid")),
                        sopInstanceUid,
                        row.getBytes("dataset_sha256"),
                        row.getString("sender"),
                        row.getString("object_name"),
                        row.getLong("object_offset")))
                .optional();
    }

    /** A study that was fetched for comparison is to be read once it is sent, although no object of it is new. */
    private void announceAsSent(Held prior, String sender, String facility, Instant at) {
        var study = prior.study();
        takeOver(study, sender, facility);
        jdbc.sql("""
                update instance set sender = :sender, received_at = :at
                from series
                where instance.tenant_id = :tenant and sop_instance_uid = :sop
                      and series.tenant_id = instance.tenant_id
                      and series.study_instance_uid = instance.study_instance_uid
                      and series.series_instance_uid = instance.series_instance_uid
                returning series.modality""")
                .param("sender", sender)
                .param("at", Timestamp.from(at))
                .param("tenant", study.tenant().code())
                .param("sop", prior.sopInstanceUid())
                .query(String.class)
                .optional()
                .ifPresent(modality -> events.publishEvent(new InstancesStored(study, modality, 1, false, at, false)));
    }

    /**
     * Makes objects of one tenant part of their studies, or puts them into quarantine.
     *
     * @return what became of each, in the same order
     */
    List<Recorded> record(List<Indexable> objects, RecentStudies recent) {
        var group = new Group(recent);
        objects.stream()
                .collect(Collectors.groupingBy(Indexable::study, () -> new TreeMap<>(BY_UID), Collectors.toList()))
                .forEach(group::findOrInsert);
        return group.record(objects);
    }

    /** One order for all, so that two nodes never wait for each other. */
    private static final Comparator<StudyRef> BY_UID = Comparator.comparing(StudyRef::studyInstanceUid);

    /** A study as this transaction found or made it. */
    private static final class Opened {

        private final RecentStudies.Known known;
        private final boolean first;
        private final Set<String> newSeries = new HashSet<>();
        private final Set<String> heldBefore;
        private final Map<String, Indexable> added = new LinkedHashMap<>();

        Opened(RecentStudies.Known known, boolean first, Set<String> heldBefore) {
            this.known = known;
            this.first = first;
            this.heldBefore = heldBefore;
        }
    }

    /** The objects of one transaction. */
    private final class Group {

        private final RecentStudies recent;
        private final Map<StudyRef, Opened> studies = new LinkedHashMap<>();

        Group(RecentStudies recent) {
            this.recent = recent;
        }

        void findOrInsert(StudyRef study, List<Indexable> objects) {
            var known = recent.find(study);
            studies.put(
                    study,
                    known.isPresent() ? new Opened(known.get(), false, Set.of()) : open(study, objects.getFirst()));
        }

        private Opened open(StudyRef study, Indexable object) {
            boolean first = insertStudy(object);
            if (first) {
                names.insert(object);
            }
            return new Opened(standing(study), first, first ? Set.of() : instances(study));
        }

        List<Recorded> record(List<Indexable> objects) {
            var fitting = objects.stream()
                    .filter(object -> opened(object).known.isOf(object.header().patient()))
                    .sorted(Comparator.comparing(object -> object.header().sopInstanceUid()))
                    .toList();
            insertSeries(newSeries(fitting));
            var inserted = insertInstances(fitting);
            var outcomes = objects.stream()
                    .map(object -> inserted.contains(object) ? stored(object) : notInserted(object))
                    .toList();
            studies.forEach(this::conclude);
            return outcomes;
        }

        private Opened opened(Indexable object) {
            return Objects.requireNonNull(studies.get(object.study()));
        }

        private Collection<Indexable> newSeries(List<Indexable> objects) {
            var series = new TreeMap<String, Indexable>();
            for (var object : objects) {
                var uid = object.header().seriesInstanceUid();
                var opened = opened(object);
                if (!opened.known.hasSeries(uid) && opened.newSeries.add(uid)) {
                    series.put(object.header().studyInstanceUid() + "/" + uid, object);
                }
            }
            return series.values();
        }

        private Recorded stored(Indexable object) {
            opened(object).added.put(object.header().sopInstanceUid(), object);
            return new Recorded(
                    new StoreOutcome.Stored(object.study(), object.header().sopInstanceUid()), true);
        }

        private Recorded notInserted(Indexable object) {
            var held = held(object.tenant(), object.header().sopInstanceUid());
            if (held.isEmpty()) {
                return quarantine(object, Reason.STUDY_OF_ANOTHER_PATIENT);
            }
            if (held.get().is(object.object().datasetSha256())) {
                held.get()
                        .sentBy(object.sender())
                        .ifPresent(prior -> Actor.run(
                                object.actor(),
                                () -> announceAsSent(prior, object.sender(), object.facility(), object.at())));
            }
            return held.get().is(object.object().datasetSha256())
                    ? new Recorded(
                            held.get().outcome(),
                            held.get().isAt(object.object().place()))
                    : otherContent(object, held.get());
        }

        private Recorded otherContent(Indexable object, Held held) {
            boolean sentAfterItWasFetched = held.study().equals(object.study())
                    && held.sentBy(object.sender()).isPresent()
                    && opened(object).known.isOf(object.header().patient());
            return sentAfterItWasFetched
                            && priors.giveWay(object)
                            && !insertInstances(List.of(object)).isEmpty()
                    ? stored(object)
                    : quarantine(object, Reason.OTHER_CONTENT_UNDER_SAME_UID);
        }

        private void conclude(StudyRef study, Opened opened) {
            if (opened.added.isEmpty()) {
                removeEmpty(study, opened);
            } else {
                announce(study, opened);
            }
        }

        private void removeEmpty(StudyRef study, Opened opened) {
            opened.newSeries.forEach(series -> removeSeriesIfEmpty(study, series));
            if (opened.first) {
                jdbc.sql("delete from study where tenant_id = :tenant and study_instance_uid = :study")
                        .param("tenant", study.tenant().code())
                        .param("study", study.studyInstanceUid())
                        .update();
            }
        }

        private void announce(StudyRef study, Opened opened) {
            var objects = List.copyOf(opened.added.values());
            var sent = opened.known.isFetched()
                    ? objects.stream()
                            .filter(object -> !ReceivedInstance.isPrior(object.sender()))
                            .findFirst()
                    : Optional.<Indexable>empty();
            sent.ifPresent(object -> takeOver(study, object.sender(), object.facility()));
            Actor.run(objects.getFirst().actor(), () -> {
                InstanceIndex.this.announce(study, objects, opened.first);
                if (!opened.first && opened.known.lacksAccession()) {
                    fillAccessionNumber(study, objects);
                }
            });
            var held = new HashSet<>(opened.heldBefore);
            held.addAll(opened.added.keySet());
            AfterCommit.run(() -> {
                if (sent.isPresent()) {
                    recent.forget(study);
                } else {
                    recent.add(study, opened.known, opened.newSeries, held);
                }
            });
        }
    }

    private void announce(StudyRef study, List<Indexable> objects, boolean first) {
        var modality = objects.getFirst().header().modality();
        if (first) {
            trail.append(AuditEvent.of(
                    study.tenant(),
                    AuditAction.INSTANCE_STORED,
                    "study:" + study.studyInstanceUid(),
                    Map.of("sender", objects.getFirst().sender(), "modality", modality, "extent", "first of study")));
        }
        var last = objects.stream()
                .map(Indexable::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        boolean asPriors = objects.stream().allMatch(object -> ReceivedInstance.isPrior(object.sender()));
        events.publishEvent(new InstancesStored(study, modality, objects.size(), first, last, asPriors));
    }

    /** Waits for another transaction that is just inserting the same study. */
    private boolean insertStudy(Indexable object) {
        var header = object.header();
        var patient = header.patient();
        return jdbc.sql("""
                insert into study (tenant_id, study_instance_uid, facility, sender, patient_id, issuer_of_patient_id,
                                   patient_name, patient_birth_date, patient_sex, accession_number, study_description,
                                   study_instant, study_date, study_time, study_id, attributes, first_received)
                values (:tenant, :study, :facility, :sender, :patientId, :issuer, :name, :birthDate, :sex, :accession,
                        :description, :instant, :date, :time, :studyId, :attributes::jsonb, :at)
                on conflict do nothing""")
                        .param("tenant", object.tenant().code())
                        .param("study", header.studyInstanceUid())
                        .param("facility", object.facility())
                        .param("sender", object.sender())
                        .param("patientId", patient.id())
                        .param("issuer", patient.issuer())
                        .param("name", patient.name())
                        .param("birthDate", patient.birthDate())
                        .param("sex", patient.sex())
                        .param("accession", header.accessionNumber())
                        .param("description", header.studyDescription())
                        .param("instant", header.studyInstant() == null ? null : Timestamp.from(header.studyInstant()))
                        .param("date", header.studySearch().date())
                        .param("time", header.studySearch().time())
                        .param("studyId", header.studySearch().studyId())
                        .param(
                                "attributes",
                                IndexedAttributes.json(header.attributes().study()))
                        .param("at", Timestamp.from(object.at()))
                        .update()
                == 1;
    }

    private RecentStudies.Known standing(StudyRef study) {
        return jdbc.sql("""
                select patient_id, issuer_of_patient_id, accession_number <> '' as accession_known, sender
                from study where tenant_id = :tenant and study_instance_uid = :study""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> new RecentStudies.Known(
                        row.getString("patient_id"),
                        row.getString("issuer_of_patient_id"),
                        row.getBoolean("accession_known"),
                        ReceivedInstance.isPrior(row.getString("sender"))))
                .single();
    }

    private Set<String> instances(StudyRef study) {
        return Set.copyOf(jdbc.sql("""
                select sop_instance_uid from instance where tenant_id = :tenant and study_instance_uid = :study""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(String.class)
                .list());
    }

    /** Whether the study is held and of this patient. */
    boolean isOfPatient(StudyRef study, InstanceHeader.Patient patient) {
        return standing(study).isOf(patient);
    }

    /**
     * Makes an object part of a study that is held, whoever its patient is.
     *
     * @throws IllegalStateException when its UID has a row
     */
    void add(Indexable object) {
        insertSeries(List.of(object));
        if (insertInstances(List.of(object)).isEmpty()) {
            throw new IllegalStateException("an instance is held under the UID of an object to be added");
        }
    }

    void removeSeriesIfEmpty(StudyRef study, String seriesInstanceUid) {
        jdbc.sql("""
                delete from series where tenant_id = :tenant and study_instance_uid = :study
                       and series_instance_uid = :series
                       and not exists (select from instance
                                       where instance.tenant_id = series.tenant_id
                                             and instance.study_instance_uid = series.study_instance_uid
                                             and instance.series_instance_uid = series.series_instance_uid)""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .param("series", seriesInstanceUid)
                .update();
    }

    private void fillAccessionNumber(StudyRef study, List<Indexable> objects) {
        objects.stream()
                .map(object -> object.header().accessionNumber())
                .filter(accession -> !accession.isEmpty())
                .findFirst()
                .ifPresent(accession -> fillAccessionNumber(study, accession));
    }

    private void fillAccessionNumber(StudyRef study, String accession) {
        jdbc.sql("""
                update study set accession_number = :accession
                where tenant_id = :tenant and study_instance_uid = :study and accession_number = ''""")
                .param("accession", accession)
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .update();
    }

    private void insertSeries(Collection<Indexable> objects) {
        if (objects.isEmpty()) {
            return;
        }
        batches.batchUpdate("""
                insert into series (tenant_id, study_instance_uid, series_instance_uid, series_number, modality,
                                    series_description, body_part_examined, attributes)
                values (:tenant, :study, :series, :number, :modality, :description, :bodyPart, :attributes::jsonb)
                on conflict do nothing""", objects.stream().map(InstanceIndex::seriesRow).toArray(SqlParameterSource[]::new));
    }

    private static SqlParameterSource seriesRow(Indexable object) {
        var header = object.header();
        return new MapSqlParameterSource()
                .addValue("tenant", object.tenant().code())
                .addValue("study", header.studyInstanceUid())
                .addValue("series", header.seriesInstanceUid())
                .addValue("number", header.seriesNumber())
                .addValue("modality", header.modality())
                .addValue("description", header.seriesDescription())
                .addValue("bodyPart", header.bodyPartExamined())
                .addValue(
                        "attributes", IndexedAttributes.json(header.attributes().series()));
    }

    /** Which of them had no row before. */
    private Set<Indexable> insertInstances(List<Indexable> objects) {
        if (objects.isEmpty()) {
            return Set.of();
        }
        int[] counts = InstanceRows.insert(batches.getJdbcTemplate(), objects);
        Set<Indexable> inserted = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                inserted.add(objects.get(i));
            }
        }
        return inserted;
    }

    private static MapSqlParameterSource quarantineRow(Indexable object) {
        var header = object.header();
        var place = object.object().place();
        return new MapSqlParameterSource()
                .addValue("tenant", object.tenant().code())
                .addValue("sop", header.sopInstanceUid())
                .addValue("study", header.studyInstanceUid())
                .addValue("sopClass", header.sopClassUid())
                .addValue("syntax", object.transferSyntaxUid())
                .addValue("sender", object.sender())
                .addValue("at", Timestamp.from(object.at()))
                .addValue("object", place.file())
                .addValue("objectOffset", place.offset())
                .addValue("offset", place.datasetOffset())
                .addValue("bytes", place.datasetBytes())
                .addValue("sha256", object.object().datasetSha256());
    }

    private Recorded quarantine(Indexable object, Reason reason) {
        int inserted = batches.update(
                """
                insert into quarantined_instance (tenant_id, sop_instance_uid, dataset_sha256, reason,
                                                  study_instance_uid, patient_id, issuer_of_patient_id, sop_class_uid,
                                                  transfer_syntax_uid, sender, received_at, object_name,
                                                  object_offset, dataset_offset, dataset_bytes)
                values (:tenant, :sop, :sha256, :reason, :study, :patientId, :issuer, :sopClass, :syntax, :sender,
                        :at, :object, :objectOffset, :offset, :bytes)
                on conflict (tenant_id, sop_instance_uid, dataset_sha256) do nothing""",
                quarantineRow(object)
                        .addValue("reason", reason.name())
                        .addValue("patientId", object.header().patient().id())
                        .addValue("issuer", object.header().patient().issuer()));
        if (inserted == 0) {
            return new Recorded(new StoreOutcome.Quarantined(reason), isQuarantinedAt(object));
        }
        Actor.run(
                object.actor(),
                () -> auditRefusal(
                        object.tenant(),
                        object.header().sopInstanceUid(),
                        object.sender(),
                        Map.of(
                                "reason", reason.name(),
                                "kept", "quarantine",
                                "study", object.header().studyInstanceUid())));
        return new Recorded(new StoreOutcome.Quarantined(reason), true);
    }

    private boolean isQuarantinedAt(Indexable object) {
        var place = object.object().place();
        return jdbc.sql("""
                select exists (select from quarantined_instance
                               where tenant_id = :tenant and object_name = :object and object_offset = :offset)""")
                .param("tenant", object.tenant().code())
                .param("object", place.file())
                .param("offset", place.offset())
                .query(Boolean.class)
                .single();
    }

    void auditRefusal(TenantId tenant, String sopInstanceUid, String sender, Map<String, String> details) {
        var announced = UIDs.isValid(sopInstanceUid) ? sopInstanceUid : "unreadable";
        var withSender = new HashMap<>(details);
        withSender.put("sender", sender);
        trail.append(AuditEvent.refused(tenant, AuditAction.INSTANCE_REFUSED, "instance:" + announced, withSender));
    }
}
