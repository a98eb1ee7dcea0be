package io.dayside.cases;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.Priority;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of reading work as it stands now.
 *
 * @param number short and speakable, unique within the tenant: {@code NG-26-000042}
 * @param order absent while the hospital has not sent it
 * @param studyCompletedAt start of the turnaround clock; absent while images are still coming
 * @param assessment state of the models' work on it
 * @param topProbability highest probability among flagged findings, 0 where there is none
 */
public record Case(
        CaseId id,
        String number,
        CaseState state,
        StudyRef study,
        @Nullable UUID order,
        String facility,
        String jurisdiction,
        Priority priority,
        String accessionNumber,
        String modality,
        String bodyPart,
        String procedure,
        String clinicalHistory,
        String patientId,
        String patientName,
        @Nullable LocalDate patientBirthDate,
        String patientSex,
        @Nullable Instant studyCompletedAt,
        Instant stateSince,
        Assessment.Status assessment,
        String assessmentReason,
        double topProbability,
        Severity topSeverity,
        String topLabel) {}
