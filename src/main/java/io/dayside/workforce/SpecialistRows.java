package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
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

    SpecialistRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Specialist> all() {
        var licences = licences();
        var privileges = privileges();
        var competencies = competencies();
        var shifts = shifts();
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
                            shifts.getOrDefault(username, List.of()));
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
        return grouped(jdbc.sql("select * from competency order by username, modality, body_region")
                .query((row, _) -> new Owned<>(
                        row.getString("username"),
                        new Competency(row.getString("modality"), row.getString("body_region"))))
                .list());
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

    void replace(Specialist specialist) {
        jdbc.sql("delete from privilege where username = :username")
                .param("username", specialist.username())
                .update();
        jdbc.sql("delete from specialist where username = :username")
                .param("username", specialist.username())
                .update();
        insert(specialist);
    }

    private void insert(Specialist specialist) {
        jdbc.sql("""
                insert into specialist (username, display_name, zone, capacity)
                values (:username, :name, :zone, :capacity)""")
                .param("username", specialist.username())
                .param("name", specialist.displayName())
                .param("zone", specialist.zone().getId())
                .param("capacity", specialist.capacity())
                .update();
        specialist.licences().forEach(licence -> insert(specialist.username(), licence));
        specialist.privileges().forEach(privilege -> insert(specialist.username(), privilege));
        specialist.competencies().forEach(competency -> insert(specialist.username(), competency));
        for (int place = 0; place < specialist.shifts().size(); place++) {
            insert(specialist.username(), place, specialist.shifts().get(place));
        }
    }

    private void insert(String username, Licence licence) {
        jdbc.sql("""
                insert into licence (username, jurisdiction, number, standing, valid_from, valid_to)
                values (:username, :jurisdiction, :number, :standing, :from, :to)""")
                .param("username", username)
                .param("jurisdiction", licence.jurisdiction())
                .param("number", licence.number())
                .param("standing", licence.standing().name())
                .param("from", licence.validFrom())
                .param("to", licence.validTo())
                .update();
    }

    private void insert(String username, Privilege privilege) {
        jdbc.sql("""
                insert into privilege (tenant_id, username, standing, valid_from, valid_to)
                values (:tenant, :username, :standing, :from, :to)""")
                .param("tenant", privilege.tenant().code())
                .param("username", username)
                .param("standing", privilege.standing().name())
                .param("from", privilege.validFrom())
                .param("to", privilege.validTo())
                .update();
    }

    private void insert(String username, Competency competency) {
        jdbc.sql("insert into competency (username, modality, body_region) values (:username, :modality, :region)")
                .param("username", username)
                .param("modality", competency.modality())
                .param("region", competency.bodyRegion())
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
