package io.dayside.workforce;

import java.util.List;

/** Kinds of what a passport holds, with what is written down of each. */
public enum CredentialKind {
    LICENCE("Licences", Column.JURISDICTION, Column.NUMBER, Column.STANDING, Column.VALID_FROM, Column.VALID_TO),
    PRIVILEGE("Privileges", Column.HOSPITAL, Column.STANDING, Column.VALID_FROM, Column.VALID_TO),
    COMPETENCY(
            "Competencies",
            Column.MODALITY,
            Column.BODY_REGION,
            Column.AGE_GROUP,
            Column.SUBSPECIALTY,
            Column.EVIDENCE,
            Column.STANDING,
            Column.VALID_FROM,
            Column.VALID_TO),
    EVIDENCE("Certificates", Column.EVIDENCE_TYPE, Column.ISSUER, Column.NUMBER, Column.VALID_FROM, Column.VALID_TO),
    AI_PROFICIENCY("Reading with models", Column.MODEL, Column.SCORE, Column.VALID_FROM, Column.VALID_TO),
    LANGUAGE("Languages", Column.LANGUAGE, Column.LEVEL),
    CONTRACT(
            "Contract",
            Column.HOURS_PER_WEEK,
            Column.CASES_PER_HOUR,
            Column.CASES_PER_DAY,
            Column.HOSPITALS,
            Column.VALID_FROM,
            Column.VALID_TO);

    private final String heading;
    /** Unmodifiable, which the type does not say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Column> columns;

    CredentialKind(String heading, Column... columns) {
        this.heading = heading;
        this.columns = List.of(columns);
    }

    /** As a page heads them. */
    public String heading() {
        return heading;
    }

    /** In the order in which people write them. */
    public List<Column> columns() {
        return columns;
    }
}
