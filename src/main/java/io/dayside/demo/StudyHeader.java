package io.dayside.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Who and what a simulated study is about. Patients are fictional.
 *
 * @param issuerOfPatientId assigning authority of the patient id
 * @param patientName in DICOM's form, family^given
 * @param sex M, F or O
 * @param performed local time of the place
 * @param institution name of the facility
 * @param stationAeTitle calling AE title of the device
 */
public record StudyHeader(
        String studyInstanceUid,
        String patientId,
        String issuerOfPatientId,
        String patientName,
        @Nullable LocalDate birthDate,
        String sex,
        String accessionNumber,
        String referrer,
        LocalDateTime performed,
        String institution,
        String stationAeTitle) {}
