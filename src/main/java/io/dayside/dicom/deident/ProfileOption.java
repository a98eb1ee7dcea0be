package io.dayside.dicom.deident;

/** Options of the basic application level confidentiality profile, PS3.15 E.3, with their codes of CID 7050. */
public enum ProfileOption {
    CLEAN_PIXEL_DATA("", "113101", "Clean Pixel Data Option"),
    CLEAN_GRAPHICS("cleanGraphics", "113103", "Clean Graphics Option"),
    CLEAN_STRUCTURED_CONTENT("cleanStructuredContent", "113104", "Clean Structured Content Option"),
    CLEAN_DESCRIPTORS("cleanDescriptors", "113105", "Clean Descriptors Option"),
    RETAIN_FULL_DATES("fullDates", "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
    RETAIN_MODIFIED_DATES("modifiedDates", "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
    RETAIN_PATIENT_CHARACTERISTICS("patientCharacteristics", "113108", "Retain Patient Characteristics Option"),
    RETAIN_DEVICE_IDENTITY("deviceIdentity", "113109", "Retain Device Identity Option"),
    RETAIN_UIDS("uids", "113110", "Retain UIDs Option"),
    RETAIN_SAFE_PRIVATE("safePrivate", "113111", "Retain Safe Private Option"),
    RETAIN_INSTITUTION_IDENTITY("institutionIdentity", "113112", "Retain Institution Identity Option");

    private final String column;
    private final String codeValue;
    private final String codeMeaning;

    ProfileOption(String column, String codeValue, String codeMeaning) {
        this.column = column;
        this.codeValue = codeValue;
        this.codeMeaning = codeMeaning;
    }

    /** The option's column of the table of actions; empty where it has none. */
    String column() {
        return column;
    }

    /** Code value in the scheme DCM. */
    public String codeValue() {
        return codeValue;
    }

    public String codeMeaning() {
        return codeMeaning;
    }
}
