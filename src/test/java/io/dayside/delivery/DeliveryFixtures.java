package io.dayside.delivery;

import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.reading.SignedReport;
import io.dayside.reading.Verdict;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hospital, a read case and its signed report. */
final class DeliveryFixtures {

    static final TenantId NORTHGATE = new TenantId("northgate");
    static final Instant SIGNED_AT = Instant.parse("2026-11-24T21:05:30Z");

    private DeliveryFixtures() {}

    static Hospital northgate(Hospital.@Nullable MllpAddress results) {
        return new Hospital(
                NORTHGATE,
                "Northgate General",
                "NG",
                "NORTHGATE",
                List.of(new Hospital.Sender("NG_CT1", "NG", List.of())),
                List.of(new Facility(NORTHGATE, "NG", "Main site", "US-NY", ZoneId.of("America/New_York"))),
                Map.of(
                        Priority.STAT, Duration.ofMinutes(30),
                        Priority.URGENT, Duration.ofHours(1),
                        Priority.ROUTINE, Duration.ofHours(24)),
                List.of("head-ct-haemorrhage"),
                Duration.ofSeconds(4),
                Duration.ofSeconds(30),
                new Hospital.Hl7Peer("NG_RIS", "NORTHGATE", "DAYSIDE"),
                results);
    }

    static Case readCase() {
        return new Case(
                new CaseId(NORTHGATE, UUID.fromString("0199aaaa-0000-7000-8000-000000000001")),
                "NG-26-000042",
                CaseState.FINAL,
                new StudyRef(NORTHGATE, "2.25.1"),
                UUID.fromString("0199aaaa-0000-7000-8000-000000000002"),
                "NG",
                "US-NY",
                Priority.STAT,
                "ACC|77",
                "CT",
                "HEAD",
                "CT head without contrast",
                "sudden headache, GCS 13",
                "PID-9",
                "Müller^Ana",
                LocalDate.of(1955, 3, 2),
                "F",
                Instant.parse("2026-11-24T20:40:00Z"),
                SIGNED_AT,
                Assessment.Status.DONE,
                "",
                0.94,
                Severity.CRITICAL,
                "intracranial haemorrhage");
    }

    static SignedReport report(int version) {
        return new SignedReport(
                UUID.fromString("0199aaaa-0000-7000-8000-000000000003"),
                readCase().id(),
                version,
                version == 1 ? SignedReport.Status.FINAL : SignedReport.Status.APPENDED,
                "2.25.1",
                "Right frontal haemorrhage.\nNo midline shift | none.",
                "Acute intracranial haemorrhage.",
                List.of(new SignedReport.JudgedFinding(
                        UUID.fromString("0199aaaa-0000-7000-8000-000000000004"),
                        "intracranial haemorrhage",
                        0.94,
                        "head-ct-haemorrhage",
                        "1",
                        Verdict.ACCEPTED,
                        "")),
                List.of(),
                "subject-of-okafor",
                "okafor",
                "Dr Okafor",
                "I have read the images and approve this report",
                SIGNED_AT,
                "ab".repeat(32));
    }
}
