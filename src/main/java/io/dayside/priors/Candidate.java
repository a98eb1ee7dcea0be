package io.dayside.priors;

import io.dayside.archive.StudyRef;
import io.dayside.cases.BodyRegions;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UIDs;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** A study as the PACS describes it. */
record Candidate(
        String studyInstanceUid,
        String patientId,
        String issuerOfPatientId,
        LocalDate date,
        List<String> modalities,
        String region,
        String description,
        String accessionNumber) {

    private static final int MAX_DESCRIPTION = 64;

    /** Empty for a match without a usable UID or date, about which nothing can be decided. */
    static Optional<Candidate> of(Attributes match) {
        var uid = match.getString(Tag.StudyInstanceUID, "");
        var date = date(match.getString(Tag.StudyDate, ""));
        if (!UIDs.isValid(uid) || date.isEmpty()) {
            return Optional.empty();
        }
        var description = match.getString(Tag.StudyDescription, "");
        return Optional.of(new Candidate(
                uid,
                match.getString(Tag.PatientID, ""),
                match.getString(Tag.IssuerOfPatientID, ""),
                date.get(),
                List.of(match.getStrings(Tag.ModalitiesInStudy)),
                BodyRegions.of(match.getString(Tag.BodyPartExamined, ""), description),
                description.substring(0, Math.min(description.length(), MAX_DESCRIPTION)),
                match.getString(Tag.AccessionNumber, "")));
    }

    /** @param modality of the study, which is named if the prior has it too */
    Prior asPriorOf(StudyRef study, String modality) {
        var named = modalities.contains(modality)
                ? modality
                : modalities.stream().findFirst().orElse("");
        return new Prior(
                new StudyRef(study.tenant(), studyInstanceUid), date, named, region, description, Prior.State.WANTED);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
