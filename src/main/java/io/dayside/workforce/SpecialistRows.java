package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.Specialist.Standing;
import java.sql.Array;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of this room. Privileges are seen for the tenants of the running transaction only. */
@Repository
class SpecialistRows {

    private final JdbcClient jdbc;
    private final ShiftChangeRows shiftChanges;

    SpecialistRows(JdbcClient jdbc, ShiftChangeRows shiftChanges) {
        this.jdbc = jdbc;
        this.shiftChanges = shiftChanges;
    }

    List<Specialist> all() {
        var licences = licences();
        var privileges = privileges();
        var competencies = competencies();
        var shifts = shifts();
        var changes = shiftChanges.all();
        var contracts = contracts();
        return jdbc.sql("select * from specialist order by username")
                .query((row, _) -> {
                    var username = row.getString("username");
                    return new Specialist(
                            username,
                            row.getString("display_name"),
                            ZoneId.of(row.getString("zone")),
                            row.getInt("capacity"),
                            licences.getOrDefault(username, List.of()),
                            privileges.getOrDefault(username, List.of()),
                            competencies.getOrDefault(username, List.of()),
                            shifts.getOrDefault(username, List.of()),
                            changes.getOrDefault(username, List.of()),
                            contracts.get(username),
                            row.getBoolean("resident"));
                })
                .list();
    }

    private Map<String, List<Licence>> licences() {
        return grouped(jdbc.sql("select * from licence order by username, jurisdiction, number")
                .query((row, _) -> new Owned<>(
                        row.getString("username"),
                        new Licence(
                                row.getString("jurisdiction"),
                                row.getString("number"),
                                Standing.valueOf(row.getString("standing")),
                                row.getObject("valid_from", LocalDate.class),
                                row.getObject("valid_to", LocalDate.class))))
                .list());
    }

    private Map<String, List<Privilege>> privileges() {
        return grouped(jdbc.sql("select * from privilege order by username, tenant_id")
                .query((row, _) -> new Owned<>(
                        row.getString("username"),
                        new Privilege(
                                new TenantId(row.getString("tenant_id")),
                                Standing.valueOf(row.getString("standing")),
                                row.getObject("valid_from", LocalDate.class),
                                row.getObject("valid_to", LocalDate.class))))
                .list());
    }

    private Map<String, List<Competency>> competencies() {
        var certificates = grouped(jdbc.sql("select * from evidence")
                .query((row, number) -> new Owned<>(row.getString("username"), CredentialRows.evidence(row, number)))
                .list());
        var written = grouped(jdbc.sql("select * from competency order by username, modality, body_region")
                .query((row, number) -> new Owned<>(row.getString("username"), CredentialRows.competency(row, number)))
                .list());
        var proved = new HashMap<String, List<Competency>>();
        written.forEach((username, competencies) -> proved.put(
                username,
                competencies.stream()
                        .flatMap(one -> one.provedBy(certificates.getOrDefault(username, List.of())).stream())
                        .toList()));
        return proved;
    }

    private Map<String, Contract> contracts() {
        return jdbc
                .sql("select * from contract_limit")
                .query((row, number) -> new Owned<>(row.getString("username"), CredentialRows.contract(row, number)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Owned::username, Owned::value));
    }

    private Map<String, List<Shift>> shifts() {
        return grouped(jdbc.sql("select * from shift order by username, place")
                .query((row, _) -> new Owned<>(
                        row.getString("username"),
                        new Shift(
                                days(row.getString("days")),
                                row.getObject("begins", LocalTime.class),
                                row.getObject("ends", LocalTime.class))))
                .list());
    }

    private record Owned<T>(String username, T value) {}

    private static <T> Map<String, List<T>> grouped(List<Owned<T>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Owned::username, Collectors.mapping(Owned::value, Collectors.toUnmodifiableList())));
    }

    private static Set<DayOfWeek> days(String stored) {
        return Stream.of(stored.split(",", -1))
                .map(DayOfWeek::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)));
    }

    Set<TenantId> privilegedTenants(String username, LocalDate today) {
        return Optional.ofNullable(jdbc.sql("select privileged_tenants(:username, :today) as tenants")
                        .param("username", username)
                        .param("today", today)
                        .query((row, _) -> {
                            Array tenants = row.getArray("tenants");
                            return Stream.of((String[]) tenants.getArray())
                                    .map(TenantId::new)
                                    .collect(Collectors.toUnmodifiableSet());
                        })
                        .single())
                .orElse(Set.of());
    }

    boolean exists(String username) {
        return jdbc.sql("select username from specialist where username = :username for update")
                .param("username", username)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Keeps everybody's passport as it is until the running transaction ends. */
    void lockAll() {
        jdbc.sql("select username from specialist order by username for update")
                .query(String.class)
                .list();
    }

    /** Who they are; what they had besides stays. */
    void put(Person person) {
        jdbc.sql("""
                insert into specialist (username, display_name, zone, capacity, resident)
                values (:username, :name, :zone, :capacity, :resident)
                on conflict (username) do update set display_name = :name, zone = :zone, capacity = :capacity,
                    resident = :resident""")
                .param("username", person.username())
                .param("name", person.displayName())
                .param("zone", person.zone().getId())
                .param("capacity", person.capacity())
                .param("resident", person.resident())
                .update();
    }

    void replaceShifts(String username, List<Shift> shifts) {
        jdbc.sql("delete from shift where username = :username")
                .param("username", username)
                .update();
        for (int place = 0; place < shifts.size(); place++) {
            insert(username, place, shifts.get(place));
        }
    }

    /** What the configuration files said last, as JSON, by username; whoever they never named is missing. */
    Map<String, String> declared() {
        return jdbc
                .sql("select username, declared from specialist where declared is not null")
                .query((row, _) -> Map.entry(row.getString("username"), row.getString("declared")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void declare(String username, String said) {
        jdbc.sql("update specialist set declared = :said::jsonb where username = :username")
                .param("said", said)
                .param("username", username)
                .update();
    }

    private void insert(String username, int place, Shift shift) {
        var days = shift.days().stream().sorted().map(DayOfWeek::name).collect(Collectors.joining(","));
        jdbc.sql(
                        "insert into shift (username, place, days, begins, ends) values (:username, :place, :days, :from, :to)")
                .param("username", username)
                .param("place", place)
                .param("days", days)
                .param("from", shift.from())
                .param("to", shift.to())
                .update();
    }
}
