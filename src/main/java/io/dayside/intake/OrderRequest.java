package io.dayside.intake;

import io.dayside.tenancy.Priority;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a hospital asks for, as any door understood it.
 *
 * @param facility empty for the hospital's default
 * @param expectedInstances 0 where the hospital does not say
 * @param patientName components parted by {@code ^} in the order of DICOM PS3.5 6.2.1: family, given, middle, prefix, suffix
 * @param patientSex M, F, O or empty
 */
record OrderRequest(
        String accessionNumber,
        String facility,
        Priority priority,
        String requestedProcedure,
        String clinicalHistory,
        String referrer,
        String patientId,
        String patientName,
        @Nullable LocalDate patientBirthDate,
        String patientSex,
        int expectedInstances) {

    private static final int MAX_IDENTIFIER_CHARACTERS = 64;
    private static final int MAX_LINE_CHARACTERS = 512;
    private static final int MAX_HISTORY_CHARACTERS = 16_000;
    private static final int MAX_INSTANCES = 100_000;
    private static final Pattern SEX = Pattern.compile("[MFO]?");

    /** Control characters that have no place in any text; a history may have line breaks. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

    OrderRequest {
        required("accession number", accessionNumber, MAX_IDENTIFIER_CHARACTERS);
        required("patient identifier", patientId, MAX_IDENTIFIER_CHARACTERS);
        bounded("requested procedure", requestedProcedure, MAX_LINE_CHARACTERS);
        bounded("referrer", referrer, MAX_LINE_CHARACTERS);
        bounded("patient name", patientName, MAX_LINE_CHARACTERS);
        bounded("clinical history", clinicalHistory, MAX_HISTORY_CHARACTERS);
        if (!SEX.matcher(patientSex).matches()) {
            throw new IllegalArgumentException("patient sex is M, F, O or empty");
        }
        if (expectedInstances < 0 || expectedInstances > MAX_INSTANCES) {
            throw new IllegalArgumentException("expected instances are 0 to " + MAX_INSTANCES);
        }
    }

    private static void required(String what, String value, int maxCharacters) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        bounded(what, value, maxCharacters);
    }

    private static void bounded(String what, String value, int maxCharacters) {
        if (value.length() > maxCharacters) {
            throw new IllegalArgumentException("%s is longer than %d characters".formatted(what, maxCharacters));
        }
        if (CONTROL.matcher(value).find()) {
            throw new IllegalArgumentException(what + " holds control characters");
        }
    }
}
