package io.dayside.routing;

import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.sla.CaseClock;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.Specialist.Standing;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A head CT at Harbour Clinic and somebody who may read it, on a Tuesday morning. */
final class RoutingFixtures {

    static final TenantId HARBOUR = new TenantId("harbour");
    static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    static final LocalDate BEGIN = LocalDate.parse("2024-01-01");
    static final LocalDate END = LocalDate.parse("2030-12-31");

    private RoutingFixtures() {}

    static Case headCt() {
        return work(Priority.STAT, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "HC-26-000001");
    }

    static Case headCtOfSomebodyBorn(@Nullable LocalDate birth) {
        return work(Priority.STAT, Assessment.Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "HC-26-000001", birth);
    }

    static Case work(
            Priority priority, Assessment.Status status, double probability, Severity severity, String number) {
        return work(priority, status, probability, severity, number, null);
    }

    private static Case work(
            Priority priority,
            Assessment.Status status,
            double probability,
            Severity severity,
            String number,
            @Nullable LocalDate birth) {
        return new Case(
                new CaseId(HARBOUR, UUID.nameUUIDFromBytes(number.getBytes(StandardCharsets.UTF_8))),
                number,
                CaseState.READY,
                new StudyRef(HARBOUR, "2.25.1"),
                UUID.fromString("00000000-0000-7000-8000-000000000001"),
                "HCL",
                "GB",
                priority,
                "A1",
                "CT",
                "HEAD",
                "CT head",
                "",
                "P1",
                "",
                birth,
                "F",
                NOW.minusSeconds(600),
                NOW.minusSeconds(500),
                status,
                "",
                probability,
                severity,
                "intracranial haemorrhage");
    }

    /** A clock with so much time left. */
    static CaseClock clock(Case work, Duration target, Duration left) {
        var dueAt = NOW.plus(left);
        return new CaseClock(work.id(), dueAt.minus(target), target, dueAt, null, null);
    }

    static Specialist reader() {
        return reader(
                List.of(new Licence("GB", "1", Standing.ACTIVE, BEGIN, END)),
                List.of(new Privilege(HARBOUR, Standing.ACTIVE, BEGIN, END)),
                List.of(new Competency("CT", "HEAD")),
                List.of(new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.of(8, 0), LocalTime.of(17, 0))));
    }

    static Specialist reader(
            List<Licence> licences, List<Privilege> privileges, List<Competency> competencies, List<Shift> shifts) {
        return new Specialist(
                "reader", "Dr Reader", ZoneId.of("Europe/Zurich"), 3, licences, privileges, competencies, shifts);
    }
}
