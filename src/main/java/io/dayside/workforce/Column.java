package io.dayside.workforce;

import java.util.Locale;

/** What is written down of credentials: a field of a form and of a call, a column of a file. */
public enum Column {
    JURISDICTION("ISO 3166, such as GB or US-NY"),
    HOSPITAL("the hospital's code, such as northgate"),
    MODALITY("DICOM's, such as CT; * for any"),
    BODY_REGION("such as HEAD; * for any"),
    AGE_GROUP("ANY, NEWBORN, CHILD or ADULT; ANY where nothing is written"),
    SUBSPECIALTY("such as NEURORADIOLOGY; * for none in particular"),
    EVIDENCE("numbers of certificates that prove it, with semicolons between them"),
    EVIDENCE_TYPE("BOARD_CERTIFICATE, FELLOWSHIP or AI_CERTIFICATE"),
    ISSUER("who issued it"),
    NUMBER("as its issuer gave it"),
    MODEL("the model's name, such as head-ct-haemorrhage"),
    SCORE("0 to 100"),
    LANGUAGE("BCP 47, such as de or pt-BR"),
    LEVEL("A1, A2, B1, B2, C1, C2 or NATIVE"),
    HOURS_PER_WEEK("1 to 168"),
    CASES_PER_HOUR("1 to 200"),
    CASES_PER_DAY("1 to 2000"),
    HOSPITALS("codes with semicolons between them; empty for all"),
    STANDING("PENDING, ACTIVE, SUSPENDED, EXPIRED or REVOKED; ACTIVE where nothing is written"),
    VALID_FROM("first day, such as 2026-01-31"),
    VALID_TO("last day, such as 2027-12-31"),
    /** Of a change, not of what is changed. */
    WHY("3 to 300 characters that tell others why this changes");

    private final String help;

    Column(String help) {
        this.help = help;
    }

    /** In the first line of a file and in calls: {@code body_region}. */
    public String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a form names it: {@code Body region}. */
    public String label() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What belongs there. */
    public String help() {
        return help;
    }
}
