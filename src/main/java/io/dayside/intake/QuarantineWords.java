package io.dayside.intake;

import io.dayside.archive.Quarantine.Outcome;
import io.dayside.archive.StoreOutcome.Reason;

/** Quarantine in the words of a hospital. */
public final class QuarantineWords {

    private QuarantineWords() {}

    /** Why an object was set aside or refused. */
    public static String reason(Reason reason) {
        return switch (reason) {
            case OTHER_CONTENT_UNDER_SAME_UID -> "A different picture under a number that is already taken";
            case STUDY_OF_ANOTHER_PATIENT -> "A picture for a study that belongs to another patient";
            case MALFORMED -> "The file is damaged or is no DICOM object";
            case MISSING_IDENTIFIER -> "The object does not say which study, series or picture it is";
            case DATASET_MISMATCH -> "The object is not the one that its sender announced";
            case NOT_ADMITTED -> "Your hospital may not store more at that moment; STAT orders are still taken";
            case OUT_OF_RESOURCES -> "It could not be kept at that moment; the sender may try again";
        };
    }

    /** Why a decision was not carried out, and what is left to do. */
    public static String obstacle(Outcome.Impossible impossible) {
        return switch (impossible.obstacle()) {
            case DECISION_DOES_NOT_FIT -> "This decision is not for what was set aside for this reason.";
            case STUDY_NOT_HELD -> "The study it says it belongs to is not held. It can only be rejected.";
            case INSTANCE_OF_OTHER_STUDY ->
                "The picture that has this number belongs to another study or patient. It can only be rejected.";
            case UID_TAKEN -> "Meanwhile another picture took this number. It can only be rejected.";
            case STUDY_GUARDED -> impossible.why() + " Its pictures stay as they are.";
            case OBJECT_DAMAGED -> "The picture set aside is damaged. Reject it and ask for it to be sent again.";
        };
    }
}
