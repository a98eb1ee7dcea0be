package io.dayside.reading;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyContents;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.CallerActor;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.ProofUnavailable;
import io.dayside.identity.Role;
import io.dayside.identity.StepUp;
import io.dayside.imaging.PictureOfStudy;
import io.dayside.intake.Order;
import io.dayside.intake.Orders;
import io.dayside.priors.Prior;
import io.dayside.priors.Priors;
import io.dayside.priors.PriorsOverview;
import io.dayside.tenancy.CallerTenants;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Hospital.Hl7Peer;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.triage.Assessment;
import io.dayside.triage.Assessments;
import io.dayside.triage.ModelFinding;
import io.dayside.triage.Severity;
import io.dayside.ui.LiveUpdates;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.Specialist.Standing;
import io.dayside.workforce.Specialists;
import java.io.InputStream;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.springframework.security.access.AccessDeniedException;

/** The neighbours of the reading room that its tests do without: people, stored objects, models. */
final class ReadingDoubles {

    static final TenantId NORTHGATE = new TenantId("northgate");
    static final TenantId HARBOUR = new TenantId("harbour");
    static final String PASSWORD = "the right one";

    /** A password of which nobody can say whether it is right. */
    static final String UNANSWERED = "nobody answers";

    static final int SLICES = 20;

    private ReadingDoubles() {}

    /** Whoever the test says is calling on this thread. */
    static final class People implements Callers, CallerTenants, StepUp {

        private final ThreadLocal<Optional<Caller>> calling = ThreadLocal.withInitial(Optional::empty);

        void call(Caller caller) {
            calling.set(Optional.of(caller));
        }

        @Override
        public Optional<Caller> current() {
            return calling.get();
        }

        @Override
        public Caller required() {
            return current().orElseThrow(() -> new AccessDeniedException("nobody is calling"));
        }

        @Override
        public Optional<Set<TenantId>> ofCaller() {
            return current().map(Caller::tenants);
        }

        CallerActor actor() {
            return () -> current().map(caller -> Actor.user(caller.subject(), caller.displayName()));
        }

        @Override
        public boolean proves(String password) throws ProofUnavailable {
            if (password.equals(UNANSWERED)) {
                throw new ProofUnavailable("nobody answers");
            }
            return password.equals(PASSWORD);
        }
    }

    static Caller caller(String username, Role role, TenantId... tenants) {
        return new Caller("subject-" + username, username, "Dr " + username, Set.of(role), Set.of(tenants));
    }

    /**
     * All may read everything at all hours, but only Lindqvist has a licence for Britain; Novak and Weber are residents, and
     * Ito is a neuroradiologist.
     */
    static final class Staff implements Specialists {

        private static final Competency NEURORADIOLOGY = new Competency(
                "*",
                "*",
                Ages.ANY,
                "NEURORADIOLOGY",
                Standing.ACTIVE,
                LocalDate.parse("2020-01-01"),
                LocalDate.parse("2099-12-31"),
                List.of());

        private final List<Specialist> all = List.of(
                specialist("okafor", "US-NY"),
                specialist("lindqvist", "US-NY", "GB"),
                specialist("haddad", "US-NY"),
                specialist("ito", NEURORADIOLOGY, "US-NY"),
                specialist("novak", "US-NY").asResident(),
                specialist("weber", "US-NY").asResident());

        @Override
        public List<Specialist> all() {
            return all;
        }

        @Override
        public Optional<Specialist> find(String username) {
            return all.stream()
                    .filter(specialist -> specialist.username().equals(username))
                    .findFirst();
        }

        private static Specialist specialist(String username, String... jurisdictions) {
            return specialist(username, new Competency("*", "*"), jurisdictions);
        }

        private static Specialist specialist(String username, Competency competency, String... jurisdictions) {
            var from = LocalDate.parse("2020-01-01");
            var to = LocalDate.parse("2099-12-31");
            return new Specialist(
                    username,
                    "Dr " + username,
                    ZoneId.of("Europe/Zurich"),
                    50,
                    List.of(jurisdictions).stream()
                            .map(where -> new Licence(where, "1", Standing.ACTIVE, from, to))
                            .toList(),
                    List.of(NORTHGATE, HARBOUR).stream()
                            .map(tenant -> new Privilege(tenant, Standing.ACTIVE, from, to))
                            .toList(),
                    List.of(competency),
                    List.of(new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)));
        }
    }

    static final class Hospitals implements Tenants {

        private final List<Hospital> all = List.of(
                hospital(NORTHGATE, "Northgate General", "NG", "US-NY", "America/New_York"),
                hospital(HARBOUR, "Harbour Clinic", "HC", "GB", "Europe/London"));

        @Override
        public List<Hospital> all() {
            return all;
        }

        @Override
        public Optional<Hospital> find(TenantId id) {
            return all.stream().filter(hospital -> hospital.id().equals(id)).findFirst();
        }

        @Override
        public Hospital get(TenantId id) {
            return find(id).orElseThrow();
        }

        @Override
        public Optional<Hospital> byCalledAeTitle(String aeTitle) {
            return all.stream()
                    .filter(hospital -> hospital.aeTitle().equals(aeTitle))
                    .findFirst();
        }

        @Override
        public Set<TenantId> ids() {
            return Set.of(NORTHGATE, HARBOUR);
        }

        private static Hospital hospital(TenantId id, String name, String prefix, String jurisdiction, String zone) {
            return new Hospital(
                    id,
                    name,
                    prefix,
                    id.code().toUpperCase(Locale.ROOT),
                    List.of(),
                    List.of(new Facility(id, prefix, name, jurisdiction, ZoneId.of(zone))),
                    Map.of(
                            Priority.STAT, Duration.ofMinutes(30),
                            Priority.URGENT, Duration.ofHours(2),
                            Priority.ROUTINE, Duration.ofHours(24)),
                    List.of("head-ct-haemorrhage"),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    new Hl7Peer("RIS", prefix, "DAYSIDE"),
                    null);
        }
    }

    /** Studies that came, each a head CT of {@link #SLICES} slices with its order. */
    static final class Arrived implements Archive, Orders {

        private final Map<StudyRef, Order> orders = new ConcurrentHashMap<>();
        private final Map<StudyRef, String> transferSyntaxes = new ConcurrentHashMap<>();
        private final Map<StudyRef, Assessment> assessments = new ConcurrentHashMap<>();

        void arrive(StudyRef study, Priority priority, String transferSyntax, List<ModelFinding> findings) {
            orders.put(
                    study,
                    new Order(
                            study.tenant(),
                            Ids.next(),
                            "A" + orders.size(),
                            "",
                            priority,
                            "CT head without contrast",
                            "sudden headache, GCS 13",
                            "",
                            "P" + study.studyInstanceUid(),
                            "Doe^Jane",
                            LocalDate.parse("1955-03-01"),
                            "F",
                            SLICES,
                            Instant.now()));
            transferSyntaxes.put(study, transferSyntax);
            assessments.put(study, new Assessment(study, Assessment.Status.DONE, "", findings));
        }

        static ModelFinding finding(StudyRef study, int slice, double probability, boolean flagged) {
            return new ModelFinding(
                    Ids.next(),
                    "intracranial haemorrhage",
                    probability,
                    flagged,
                    Severity.CRITICAL,
                    sopInstanceUid(study, slice),
                    1,
                    new ModelFinding.Region(70, 60, 60, 50),
                    "head-ct-haemorrhage",
                    "1");
        }

        static String sopInstanceUid(StudyRef study, int slice) {
            return study.studyInstanceUid() + "." + slice;
        }

        Assessments assessments() {
            return study -> Optional.ofNullable(assessments.get(study));
        }

        @Override
        public Optional<Order> of(StudyRef study) {
            return Optional.ofNullable(orders.get(study));
        }

        @Override
        public Optional<ArchivedStudy> study(StudyRef study) {
            return Optional.ofNullable(orders.get(study))
                    .map(order -> new ArchivedStudy(
                            study,
                            "",
                            "CT1",
                            order.patientId(),
                            "",
                            order.patientName(),
                            order.patientBirthDate(),
                            order.patientSex(),
                            order.accessionNumber(),
                            "CT HEAD",
                            "CT",
                            "HEAD",
                            null,
                            1,
                            SLICES,
                            Instant.now(),
                            Instant.now()));
        }

        @Override
        public List<ArchivedInstance> instances(StudyRef study) {
            return IntStream.rangeClosed(1, SLICES)
                    .mapToObj(slice -> new ArchivedInstance(
                            study,
                            study.studyInstanceUid() + ".0",
                            2,
                            "5 mm",
                            "CT",
                            "1.2.840.10008.5.1.4.1.1.2",
                            sopInstanceUid(study, slice),
                            slice,
                            transferSyntaxes.getOrDefault(study, ""),
                            1,
                            256,
                            256,
                            131_072,
                            ""))
                    .toList();
        }

        List<PictureOfStudy> pictures(StudyRef study) {
            return instances(study).stream()
                    .map(instance -> new PictureOfStudy(
                            instance.seriesNumber(),
                            instance.instanceNumber(),
                            instance.frames(),
                            instance.transferSyntaxUid().startsWith("1.2.840.10008.1.2.4") ? "compressed" : ""))
                    .toList();
        }

        @Override
        public StoreOutcome store(ReceivedInstance instance) {
            throw new UnsupportedOperationException("nothing is stored in these tests");
        }

        @Override
        public InputStream open(TenantId tenant, String sopInstanceUid) {
            return InputStream.nullInputStream();
        }

        @Override
        public Optional<Order> find(TenantId tenant, UUID id) {
            return orders.values().stream()
                    .filter(order -> order.id().equals(id))
                    .findFirst();
        }

        @Override
        public Optional<Order> byAccession(TenantId tenant, String accessionNumber) {
            return orders.values().stream()
                    .filter(order -> order.tenant().equals(tenant)
                            && order.accessionNumber().equals(accessionNumber))
                    .findFirst();
        }
    }

    /** Which studies are priors of which. */
    static final class NotedPriors implements Priors {

        private final Map<StudyRef, Set<StudyRef>> studies = new ConcurrentHashMap<>();

        void note(StudyRef study, StudyRef prior) {
            studies.computeIfAbsent(prior, _ -> ConcurrentHashMap.newKeySet()).add(study);
        }

        @Override
        public List<Prior> of(StudyRef study) {
            return List.of();
        }

        @Override
        public PriorsOverview overview(StudyRef study) {
            var entries = studies.entrySet().stream()
                    .filter(noted -> noted.getValue().contains(study))
                    .map(noted -> new PriorsOverview.Entry(
                            new Prior(noted.getKey(), LocalDate.EPOCH, "CT", "HEAD", "CT head", Prior.State.THERE),
                            true))
                    .toList();
            return new PriorsOverview(PriorsOverview.Progress.DONE, Optional.empty(), entries);
        }

        @Override
        public Set<StudyRef> studiesWith(StudyRef prior) {
            return studies.getOrDefault(prior, Set.of());
        }
    }

    /** When instances of studies came that were late. */
    static final class LateArrivals implements StudyContents {

        private final Map<StudyRef, List<Instant>> received = new ConcurrentHashMap<>();

        void receive(StudyRef study, Instant at) {
            received.computeIfAbsent(study, _ -> new CopyOnWriteArrayList<>()).add(at);
        }

        @Override
        public int receivedAfter(StudyRef study, Instant moment) {
            return (int) received.getOrDefault(study, List.of()).stream()
                    .filter(at -> at.isAfter(moment))
                    .count();
        }

        @Override
        public Map<String, String> modalityBySeries(StudyRef study) {
            throw new UnsupportedOperationException("this room asks for no series");
        }

        @Override
        public int held(TenantId tenant, Set<String> sopInstanceUids) {
            throw new UnsupportedOperationException("this room asks for no instances");
        }

        @Override
        public int heldBeside(StudyRef study, Set<String> sopInstanceUids) {
            throw new UnsupportedOperationException("this room asks for no instances");
        }

        @Override
        public Set<StudyRef> withSeries(TenantId tenant, Collection<String> seriesInstanceUids) {
            throw new UnsupportedOperationException("this room asks for no series");
        }
    }

    /** Nobody looks at pages in these tests. */
    static final class NoPages implements LiveUpdates {

        @Override
        public void changed(TenantId tenant, Topic topic) {}

        @Override
        public AutoCloseable listen(Set<TenantId> tenants, Topic topic, Runnable listener) {
            return () -> {};
        }
    }
}
