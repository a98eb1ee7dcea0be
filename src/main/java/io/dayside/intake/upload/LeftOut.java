package io.dayside.intake.upload;

import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.dicom.data.MalformedDataset.Problem;
import io.dayside.dicom.file.Visitor.Refusal;
import io.dayside.intake.QuarantineWords;

/** Why something that was brought is not in a study now. Stored by name. */
enum LeftOut {
    ESCAPING_NAME,
    DUPLICATE_NAME,
    NESTED_ARCHIVE,
    TOO_LARGE,
    TOO_MANY,
    TOO_MANY_REFERENCES,
    MISSING,
    UNREADABLE,
    BROKEN_ARCHIVE,
    TRUNCATED,
    DAMAGED,
    INFLATED_TOO_LARGE,
    NO_OBJECT,
    NOT_KEPT,
    NOT_ADMITTED,
    MISSING_IDENTIFIER,
    DATASET_MISMATCH,
    OTHER_CONTENT_UNDER_SAME_UID,
    STUDY_OF_ANOTHER_PATIENT;

    static LeftOut of(Refusal refusal) {
        return switch (refusal) {
            case ESCAPING_NAME -> ESCAPING_NAME;
            case DUPLICATE_NAME -> DUPLICATE_NAME;
            case NESTED_ARCHIVE -> NESTED_ARCHIVE;
            case TOO_LARGE -> TOO_LARGE;
            case TOO_MANY -> TOO_MANY;
            case MISSING -> MISSING;
            case UNREADABLE -> UNREADABLE;
            case BROKEN_ARCHIVE -> BROKEN_ARCHIVE;
        };
    }

    static LeftOut of(Problem problem) {
        return switch (problem) {
            case TRUNCATED -> TRUNCATED;
            case INFLATED_TOO_LARGE -> INFLATED_TOO_LARGE;
            default -> DAMAGED;
        };
    }

    static LeftOut of(Reason reason) {
        return switch (reason) {
            case MALFORMED -> DAMAGED;
            case MISSING_IDENTIFIER -> MISSING_IDENTIFIER;
            case DATASET_MISMATCH -> DATASET_MISMATCH;
            case OTHER_CONTENT_UNDER_SAME_UID -> OTHER_CONTENT_UNDER_SAME_UID;
            case STUDY_OF_ANOTHER_PATIENT -> STUDY_OF_ANOTHER_PATIENT;
            case OUT_OF_RESOURCES -> NOT_KEPT;
            case NOT_ADMITTED -> NOT_ADMITTED;
        };
    }

    /** Whether it was kept, and waits for a decision. */
    boolean keptAside() {
        return this == OTHER_CONTENT_UNDER_SAME_UID || this == STUDY_OF_ANOTHER_PATIENT;
    }

    String words() {
        return switch (this) {
            case ESCAPING_NAME -> "Its name leads out of the folder or archive it is in";
            case DUPLICATE_NAME -> "A second file of the same name in one archive";
            case NESTED_ARCHIVE -> "An archive inside an archive; unpack it and bring its content";
            case TOO_LARGE -> "It is larger than can be taken when it is unpacked";
            case TOO_MANY -> "The archive holds too many files; those after these were not looked at";
            case TOO_MANY_REFERENCES -> "Directories (DICOMDIR) that name too many files; not all were looked for";
            case MISSING -> "The medium's directory (DICOMDIR) names this file, and it was not among those brought";
            case UNREADABLE -> "It could not be read";
            case BROKEN_ARCHIVE -> "The archive is damaged";
            case TRUNCATED -> "The file ends too early";
            case DAMAGED -> "The file is damaged";
            case INFLATED_TOO_LARGE -> "What is compressed in it is larger than can be taken";
            case NO_OBJECT -> "It is a DICOM file of a kind that holds nothing to keep";
            case NOT_KEPT -> "It could not be kept, though it was tried for a while; bring it once more later";
            case NOT_ADMITTED -> QuarantineWords.reason(Reason.NOT_ADMITTED);
            case MISSING_IDENTIFIER -> QuarantineWords.reason(Reason.MISSING_IDENTIFIER);
            case DATASET_MISMATCH -> QuarantineWords.reason(Reason.DATASET_MISMATCH);
            case OTHER_CONTENT_UNDER_SAME_UID -> QuarantineWords.reason(Reason.OTHER_CONTENT_UNDER_SAME_UID);
            case STUDY_OF_ANOTHER_PATIENT -> QuarantineWords.reason(Reason.STUDY_OF_ANOTHER_PATIENT);
        };
    }
}
