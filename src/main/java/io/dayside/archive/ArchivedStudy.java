package io.dayside.archive;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A study as its instances describe it; empty strings where they do not. */
public record ArchivedStudy(
        StudyRef ref,
        String facility,
        String sender,
        String patientId,
        String issuerOfPatientId,
        String patientName,
        @Nullable LocalDate patientBirthDate,
        String patientSex,
        String accessionNumber,
        String studyDescription,
        String modality,
        String bodyPartExamined,
        @Nullable Instant studyInstant,
        int series,
        int instances,
        Instant firstReceived,
        Instant lastReceived) {}
