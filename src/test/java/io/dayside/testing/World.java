package io.dayside.testing;

import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.StudyRef;
import io.dayside.cases.CaseId;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.intake.Order;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Credential;
import io.dayside.workforce.ShiftChange;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.Specialist.Standing;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** Two hospitals, what they have sent, who reads for them, who is calling and what time it is. */
public final class World {

    public static final TenantId NORTHGATE = new TenantId("northgate");
    public static final TenantId HARBOUR = new TenantId("harbour");
    public static final Set<TenantId> BOTH = Set.of(NORTHGATE, HARBOUR);

    static final List<Hospital> HOSPITALS = List.of(
            hospital(NORTHGATE, "Northgate General", "NG", "US-NY", "America/New_York"),
            hospital(HARBOUR, "Harbour Clinic", "HC", "GB", "Europe/London"));

    private final Map<StudyRef, ArchivedStudy> studies = new ConcurrentHashMap<>();
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final List<Specialist> specialists = new CopyOnWriteArrayList<>();
    private final Map<CaseId, Set<String>> signers = new ConcurrentHashMap<>();
    private final List<TenantId> announced = new CopyOnWriteArrayList<>();
    private volatile @Nullable Caller caller;
    private volatile Duration ahead = Duration.ZERO;

    /** A head CT that the hospital's index holds. */
    public StudyRef headCt(TenantId tenant, String accessionNumber) {
        var study = new StudyRef(tenant, "2.25." + (Ids.next().getLeastSignificantBits() >>> 1));
        var now = clock().instant();
        studies.put(
                study,
                new ArchivedStudy(
                        study,
                        "",
                        "CT1",
                        "P1",
                        "",
                        "Doe^Jo",
                        LocalDate.parse("1950-05-05"),
                        "F",
                        accessionNumber,
                        "CT Schaedel nativ",
                        "CT",
                        "",
                        now,
                        1,
                        30,
                        now,
                        now));
        return study;
    }

    public Order order(TenantId tenant, String accessionNumber, Priority priority) {
        return order(tenant, accessionNumber, priority, "CT head");
    }

    public Order order(TenantId tenant, String accessionNumber, Priority priority, String procedure) {
        var order = new Order(
                tenant,
                Ids.next(),
                accessionNumber,
                "",
                priority,
                procedure,
                "sudden headache",
                "",
                "P1",
                "Doe^Jo",
                null,
                "F",
                30,
                clock().instant());
        orders.add(order);
        return order;
    }

    /** As the hospital sends it again after it was cancelled, or changes it. */
    public Order orderAnew(Order before, Priority priority, Instant placedAt) {
        orders.remove(before);
        var anew = new Order(
                before.tenant(),
                before.id(),
                before.accessionNumber(),
                before.facility(),
                priority,
                before.requestedProcedure(),
                before.clinicalHistory(),
                before.referrer(),
                before.patientId(),
                before.patientName(),
                before.patientBirthDate(),
                before.patientSex(),
                before.expectedInstances(),
                placedAt);
        orders.add(anew);
        return anew;
    }

    /** Somebody who reads head CT for both hospitals at any hour, as far as {@code jurisdictions} go. */
    public Specialist employ(String username, int capacity, String... jurisdictions) {
        return employ(username, capacity, EnumSet.allOf(DayOfWeek.class), jurisdictions);
    }

    /** The same, as far as a contract goes. */
    public Specialist employUnder(
            Credential.Contract contract, String username, int capacity, String... jurisdictions) {
        var free = employ(username, capacity, jurisdictions);
        specialists.remove(free);
        var limited = free.under(contract);
        specialists.add(limited);
        return limited;
    }

    /** The same, in training. */
    public Specialist employResident(String username, int capacity, String... jurisdictions) {
        var specialist = employ(username, capacity, jurisdictions);
        specialists.remove(specialist);
        specialists.add(specialist.asResident());
        return specialist.asResident();
    }

    /** The same, and their competency names a subspecialty. */
    public Specialist employIn(String subspecialty, String username, int capacity, String... jurisdictions) {
        var general = employ(username, capacity, jurisdictions);
        specialists.remove(general);
        var special = new Specialist(
                username,
                general.displayName(),
                general.zone(),
                capacity,
                general.licences(),
                general.privileges(),
                List.of(new Competency(
                        "CT",
                        "HEAD",
                        Ages.ANY,
                        subspecialty,
                        Standing.ACTIVE,
                        Credential.SINCE_EVER,
                        Credential.WITHOUT_END,
                        List.of())),
                general.shifts());
        specialists.add(special);
        return special;
    }

    /** The same, only that they are off shift for days. */
    public Specialist employOffShift(String username, int capacity, String... jurisdictions) {
        var inThreeDays = now().atOffset(ZoneOffset.UTC).plusDays(3).getDayOfWeek();
        return employ(username, capacity, EnumSet.of(inThreeDays), jurisdictions);
    }

    /** The same, and can be called in for a day from now. */
    public Specialist employOnCall(String username, int capacity, String... jurisdictions) {
        var asleep = employOffShift(username, capacity, jurisdictions);
        var call = new ShiftChange(
                Ids.next(),
                username,
                ShiftChange.Kind.ON_CALL,
                now(),
                now().plus(Duration.ofDays(1)),
                "",
                ShiftChange.Source.PERSON);
        specialists.remove(asleep);
        var called = new Specialist(
                username,
                asleep.displayName(),
                asleep.zone(),
                capacity,
                asleep.licences(),
                asleep.privileges(),
                asleep.competencies(),
                asleep.shifts(),
                List.of(call));
        specialists.add(called);
        return called;
    }

    private Specialist employ(String username, int capacity, Set<DayOfWeek> days, String... jurisdictions) {
        var begin = LocalDate.parse("2020-01-01");
        var end = LocalDate.parse("2100-01-01");
        var specialist = new Specialist(
                username,
                "Dr " + username,
                ZoneId.of("Europe/Zurich"),
                capacity,
                List.of(jurisdictions).stream()
                        .map(one -> new Licence(one, "1", Standing.ACTIVE, begin, end))
                        .toList(),
                BOTH.stream()
                        .map(one -> new Privilege(one, Standing.ACTIVE, begin, end))
                        .toList(),
                List.of(new Competency("CT", "HEAD")),
                List.of(new Shift(days, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)));
        specialists.add(specialist);
        return specialist;
    }

    /** The database knows both hospitals: what counts over all hospitals, as contracts do, counts over those that it knows. */
    public static void takeIntoService(JdbcClient jdbc) {
        BOTH.forEach(tenant -> jdbc.sql("""
                insert into tenant (code, config, applied_at) values (:code, '{}', now())
                on conflict (code) do nothing""").param("code", tenant.code()).update());
    }

    /** Whoever is employed after this reads alone. */
    public void dismissEverybody() {
        specialists.clear();
    }

    /** As if that specialist had signed a report of the case. */
    public void sign(CaseId id, String username) {
        signers.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet()).add(username);
    }

    boolean hasSigned(Caller specialist, CaseId id) {
        return signers.getOrDefault(id, Set.of()).contains(specialist.username());
    }

    public void callAs(Caller next) {
        caller = next;
    }

    public void forward(Duration duration) {
        ahead = ahead.plus(duration);
    }

    /** Ends what {@link #forward} began: background work is started by the real time. */
    public void backToRealTime() {
        ahead = Duration.ZERO;
    }

    public Instant now() {
        return clock().instant();
    }

    /** Hospitals whose pages were told to look again, in that order. */
    public List<TenantId> announced() {
        return announced;
    }

    Optional<ArchivedStudy> study(StudyRef study) {
        return Optional.ofNullable(studies.get(study));
    }

    List<Order> orders() {
        return orders;
    }

    List<Specialist> specialists() {
        return specialists;
    }

    Callers callers() {
        return new Callers() {
            @Override
            public Optional<Caller> current() {
                return Optional.ofNullable(caller);
            }

            @Override
            public Caller required() {
                return current().orElseThrow(() -> new AccessDeniedException("nobody is calling"));
            }
        };
    }

    /** Runs with the real time, by which background work is started, and ahead of it. */
    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.offset(Clock.system(zone), ahead);
            }

            @Override
            public Instant instant() {
                // PostgreSQL keeps microseconds.
                return Clock.systemUTC().instant().plus(ahead).truncatedTo(ChronoUnit.MICROS);
            }
        };
    }

    private static Hospital hospital(TenantId id, String name, String prefix, String jurisdiction, String zone) {
        return new Hospital(
                id,
                name,
                prefix,
                prefix,
                List.of(),
                List.of(new Facility(id, prefix + "1", name, jurisdiction, ZoneId.of(zone))),
                Map.of(
                        Priority.STAT, Duration.ofMinutes(30),
                        Priority.URGENT, Duration.ofHours(2),
                        Priority.ROUTINE, Duration.ofHours(12)),
                List.of(),
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                new Hospital.Hl7Peer("RIS", prefix, prefix),
                null);
    }
}
