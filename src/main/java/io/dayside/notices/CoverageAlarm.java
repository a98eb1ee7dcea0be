package io.dayside.notices;

import io.dayside.identity.Role;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.CoverageHoles;
import io.dayside.workforce.CoverageHoles.Hole;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells managers of hours ahead in which a case would find nobody, while there is still time to find somebody. */
@Component
class CoverageAlarm {

    static final int HOURS_AHEAD = 24;

    private static final Logger log = LoggerFactory.getLogger(CoverageAlarm.class);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME_AND_ZONE = DateTimeFormatter.ofPattern("EEE HH:mm z", Locale.ENGLISH);

    private final CoverageHoles holes;
    private final NoticeBoard board;
    private final Tenants tenants;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CoverageAlarm(
            CoverageHoles holes,
            NoticeBoard board,
            Tenants tenants,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.holes = holes;
        this.board = board;
        this.tenants = tenants;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Not inside a transaction: each hospital has its own. */
    void look() {
        tenants.all().forEach(hospital -> TenantScope.run(hospital.id(), () -> look(hospital)));
    }

    private void look(Hospital hospital) {
        try {
            transaction.executeWithoutResult(_ -> look(hospital, holes.of(hospital, HOURS_AHEAD)));
        } catch (RuntimeException e) {
            log.error("{}: uncovered hours could not be looked for", hospital.id(), e);
        }
    }

    /** Whoever was told of a hole that was filled is told again when it opens again. */
    private void look(Hospital hospital, List<Hole> present) {
        var told = told(hospital.id());
        told.stream()
                .filter(one -> present.stream().noneMatch(one::touches))
                .forEach(one -> forget(hospital.id(), one));
        for (var hole : present) {
            told.stream()
                    .filter(one -> one.beganBefore(hole))
                    .findFirst()
                    .ifPresentOrElse(one -> goesOn(hospital.id(), one, hole), () -> tell(hospital, hole));
        }
    }

    /** Hours that somebody was told of. */
    private record Told(String facility, String modality, Instant begins, Instant ends) {

        boolean touches(Hole hole) {
            return isOf(hole) && !begins.isAfter(hole.until()) && !ends.isBefore(hole.from());
        }

        /** The hole is the rest of these hours, however long it goes on. */
        boolean beganBefore(Hole hole) {
            return touches(hole) && !begins.isAfter(hole.from());
        }

        private boolean isOf(Hole hole) {
            return facility.equals(hole.facility().code()) && modality.equals(hole.modality());
        }
    }

    private List<Told> told(TenantId tenant) {
        return jdbc.sql("select * from coverage_alarm where tenant_id = :tenant")
                .param("tenant", tenant.code())
                .query((row, _) -> new Told(
                        row.getString("facility"),
                        row.getString("modality"),
                        row.getTimestamp("begins").toInstant(),
                        row.getTimestamp("ends").toInstant()))
                .list();
    }

    private void forget(TenantId tenant, Told told) {
        changed(tenant, told, "delete from coverage_alarm").update();
    }

    private void goesOn(TenantId tenant, Told told, Hole hole) {
        changed(tenant, told, "update coverage_alarm set ends = greatest(ends, :until)")
                .param("until", Timestamp.from(hole.until()))
                .update();
    }

    private JdbcClient.StatementSpec changed(TenantId tenant, Told told, String statement) {
        return jdbc.sql(statement + " " + """
                         where tenant_id = :tenant and facility = :facility and modality = :modality
                          and begins = :begins""")
                .param("tenant", tenant.code())
                .param("facility", told.facility())
                .param("modality", told.modality())
                .param("begins", Timestamp.from(told.begins()));
    }

    private void tell(Hospital hospital, Hole hole) {
        jdbc.sql("""
                insert into coverage_alarm values (:tenant, :facility, :modality, :from, :until, :now)
                on conflict do nothing""")
                .param("tenant", hospital.id().code())
                .param("facility", hole.facility().code())
                .param("modality", hole.modality())
                .param("from", Timestamp.from(hole.from()))
                .param("until", Timestamp.from(hole.until()))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        board.post(new Notice(
                hospital.id(),
                Ids.next(),
                Notice.Kind.NOBODY_ON_SHIFT,
                "facility:" + hole.facility().code(),
                words(hole),
                "/roster",
                Set.of(Role.MANAGER),
                Set.of(),
                clock.instant()));
    }

    private String words(Hole hole) {
        var zone = hole.facility().zone();
        boolean isOpenEnded = !hole.until().isBefore(clock.instant().plus(Duration.ofHours(HOURS_AHEAD - 1L)));
        return "Nobody is on shift for %s of %s from %s %s."
                .formatted(
                        hole.modality(),
                        hole.facility().name(),
                        TIME_AND_ZONE.format(hole.from().atZone(zone)),
                        isOpenEnded
                                ? "on, for longer than a day ahead"
                                : "to " + TIME.format(hole.until().atZone(zone)));
    }
}
