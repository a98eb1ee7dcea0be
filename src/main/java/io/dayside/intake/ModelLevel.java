package io.dayside.intake;

import io.dayside.archive.SearchLevel;
import io.dayside.archive.UnusableQuery;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.Status;
import java.util.Set;

/** The levels of Patient Root and Study Root, PS3.4 C.6, and what is answered where the index cannot be asked. */
final class ModelLevel {

    private static final Set<String> PATIENT_ROOT = Set.of(
            UID.PatientRootQueryRetrieveInformationModelFind,
            UID.PatientRootQueryRetrieveInformationModelMove,
            UID.PatientRootQueryRetrieveInformationModelGet);

    private ModelLevel() {}

    static SearchLevel of(String sopClassUid, Attributes keys) throws DimseFailure {
        var level = switch (keys.getString(Tag.QueryRetrieveLevel, "")) {
            case "PATIENT" -> SearchLevel.PATIENT;
            case "STUDY" -> SearchLevel.STUDY;
            case "SERIES" -> SearchLevel.SERIES;
            case "IMAGE" -> SearchLevel.INSTANCE;
            default -> null;
        };
        if (level == null || (level == SearchLevel.PATIENT && !PATIENT_ROOT.contains(sopClassUid))) {
            throw new DimseFailure(Status.DataSetDoesNotMatchSOPClass, "no level of this information model");
        }
        return level;
    }

    /** @param outOfResources the operation's own status for it, PS3.4 tables C.4-1 to C.4-3 */
    static int statusOf(UnusableQuery refusal, int outOfResources) {
        return switch (refusal.problem()) {
            case TAKES_TOO_LONG, TOO_MANY_VALUES -> outOfResources;
            case NOT_A_DATE, NOT_A_TIME, NOT_A_NUMBER, NOT_A_UID, NOT_TEXT, TOO_LONG ->
                Status.DataSetDoesNotMatchSOPClass;
        };
    }
}
