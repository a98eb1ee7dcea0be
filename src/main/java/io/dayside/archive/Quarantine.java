package io.dayside.archive;

import io.dayside.audit.Actor;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions about objects kept aside; {@link Studies#quarantined} lists those that wait for one. */
public interface Quarantine {

    /**
     * Decides once: of two who decide at the same time the second learns that it was decided. A decision, its effect on
     * the study and its entry in the trail become durable together.
     *
     * @param by who decides
     * @throws IOException when the object cannot be read; nothing is decided then
     */
    Outcome decide(QuarantinedInstance.Id object, Decision decision, Actor by) throws IOException;

    /**
     * The object beside what it contradicts.
     *
     * @return empty where no such object waits for a decision
     * @throws IOException when the object cannot be read
     */
    Optional<Comparison> compare(QuarantinedInstance.Id object) throws IOException;

    /** What to do with an object kept aside. */
    sealed interface Decision {

        /** It stays out of every study; its bytes remain until retention erases them. */
        record Reject() implements Decision {}

        /** It takes the place of the instance held under its UID, which is kept aside instead. */
        record Replace() implements Decision {}

        /** It joins the study, whose patient stays as it is, because the two are the same person. */
        record Accept(SamePatient because) implements Decision {}
    }

    /** Why two patient identities are the same person. */
    enum SamePatient {
        IDENTITIES_MERGED,
        IDENTIFIER_MISTYPED
    }

    /** What became of a decision. */
    sealed interface Outcome {

        record Decided() implements Outcome {}

        record AlreadyDecided() implements Outcome {}

        /** No such object is kept aside at the visible tenants. */
        record Unknown() implements Outcome {}

        /**
         * Not possible as things stand; it still waits.
         *
         * @param why in plain words where a {@link ReplacementGuard} objects, otherwise empty
         */
        record Impossible(Obstacle obstacle, String why) implements Outcome {}
    }

    enum Obstacle {
        /** Accepting is for another patient's study, replacing for other content under the same UID. */
        DECISION_DOES_NOT_FIT,
        STUDY_NOT_HELD,
        /** The instance under this UID belongs to another study or another patient. */
        INSTANCE_OF_OTHER_STUDY,
        /** Meanwhile another object was stored under this UID. */
        UID_TAKEN,
        STUDY_GUARDED,
        OBJECT_DAMAGED
    }

    /** @param held the instance under the same UID, or of the study held what is known of the study */
    record Comparison(Facts setAside, @Nullable Facts held) {}

    /**
     * What a person tells two objects apart by.
     *
     * @param instanceNumber null where these facts are of a study and not of an object, as are the numbers that follow
     * @param bytes of the data set
     */
    record Facts(
            String patientName,
            String patientId,
            String issuerOfPatientId,
            @Nullable LocalDate patientBirthDate,
            String patientSex,
            String accessionNumber,
            String studyDescription,
            @Nullable Instant studyInstant,
            String modality,
            String seriesDescription,
            @Nullable Integer seriesNumber,
            @Nullable Integer instanceNumber,
            @Nullable Integer rows,
            @Nullable Integer columns,
            @Nullable Integer frames,
            @Nullable Long bytes,
            String sender,
            Instant receivedAt) {}
}
