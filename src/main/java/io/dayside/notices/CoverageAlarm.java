package io.dayside.notices;

import io.dayside.identity.Role;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.PlacedTime;
import io.dayside.workforce.CoverageHoles;
import io.dayside.workforce.CoverageHoles.Hole;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells managers of hours ahead in which a case would find nobody, while there is still time to find somebody. */
@Component
class CoverageAlarm {

    static final int HOURS_AHEAD = 24;

    private static final Logger log = LoggerFactory.getLogger(CoverageAlarm.class);

    private final CoverageHoles holes;
    private final NoticeBoard board;
    private final Tenants tenants;
    private final CoverageAlarmRows rows;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CoverageAlarm(
            CoverageHoles holes,
            NoticeBoard board,
            Tenants tenants,
            CoverageAlarmRows rows,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.holes = holes;
        this.board = board;
        this.tenants = tenants;
        this.rows = rows;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Not inside a transaction: each hospital has its own. */
    void look() {
        tenants.served().forEach(hospital -> TenantScope.run(hospital.id(), () -> look(hospital)));
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
        var told = rows.told(hospital.id());
        told.stream().filter(one -> present.stream().noneMatch(one::touches)).forEach(rows::remove);
        for (var hole : present) {
            told.stream()
                    .filter(one -> one.beganBefore(hole))
                    .findFirst()
                    .ifPresentOrElse(one -> rows.goesOn(one, hole.until()), () -> tell(hospital, hole));
        }
    }

    private void tell(Hospital hospital, Hole hole) {
        rows.insert(hospital.id(), hole, clock.instant());
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
                        PlacedTime.weekday(hole.from(), zone),
                        isOpenEnded
                                ? "on, for longer than a day ahead"
                                : "to " + PlacedTime.weekday(hole.until(), zone));
    }
}
