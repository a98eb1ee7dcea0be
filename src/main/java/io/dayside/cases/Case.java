package io.dayside.cases;

import io.dayside.archive.StudyRef;
import io.dayside.intake.Order;
import io.dayside.tenancy.Priority;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of reading work as it stands now.
 *
 * @param number short and speakable, unique within the tenant: {@code NG-26-000042}
 * @param order absent while the hospital has not sent it
 * @param studyCompletedAt when its study was first complete: start of the turnaround clock
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
        Instant studyCompletedAt,
        Instant stateSince,
        Assessment.Status assessment,
        String assessmentReason,
        double topProbability,
        Severity topSeverity,
        String topLabel) {

    /** Whether the models are still at work on it, or about to be. */
    public boolean beingAssessed() {
        return switch (assessment) {
            case QUEUED, RUNNING -> true;
            case DONE, NOT_ASSESSED, FAILED -> false;
        };
    }

    /** How old the patient was when the study was complete; absent where the hospital did not say. */
    public @Nullable AgeGroup ageGroup() {
        return patientBirthDate == null
                ? null
                : AgeGroup.of(patientBirthDate, LocalDate.ofInstant(studyCompletedAt, ZoneOffset.UTC));
    }

    Case withOrder(Order placed, String newBodyPart) {
        return new Case(
                id,
                number,
                state,
                study,
                placed.id(),
                facility,
                jurisdiction,
                placed.priority(),
                placed.accessionNumber(),
                modality,
                newBodyPart,
                placed.requestedProcedure().isBlank() ? procedure : placed.requestedProcedure(),
                placed.clinicalHistory(),
                patientId,
                patientName,
                patientBirthDate,
                patientSex,
                studyCompletedAt,
                stateSince,
                assessment,
                assessmentReason,
                topProbability,
                topSeverity,
                topLabel);
    }

    Case withAssessment(StudyAssessed assessed, String reason) {
        return new Case(
                id,
                number,
                state,
                study,
                order,
                facility,
                jurisdiction,
                priority,
                accessionNumber,
                modality,
                bodyPart,
                procedure,
                clinicalHistory,
                patientId,
                patientName,
                patientBirthDate,
                patientSex,
                studyCompletedAt,
                stateSince,
                assessed.status(),
                reason,
                assessed.topProbability(),
                assessed.topSeverity(),
                assessed.topLabel());
    }
}
