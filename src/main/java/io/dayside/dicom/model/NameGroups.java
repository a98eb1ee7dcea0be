package io.dayside.dicom.model;

/** The component groups of a name as they stand, PS3.5 6.2.1, nothing stripped; empty where absent. */
public record NameGroups(String alphabetic, String ideographic, String phonetic) {

    public static NameGroups parse(String value) {
        String[] groups = value.split("=", 3);
        return new NameGroups(groups[0], groups.length > 1 ? groups[1] : "", groups.length > 2 ? groups[2] : "");
    }

    /** The value, without delimiters after the last group. */
    public String toValue() {
        if (!phonetic.isEmpty()) {
            return alphabetic + "=" + ideographic + "=" + phonetic;
        }
        return ideographic.isEmpty() ? alphabetic : alphabetic + "=" + ideographic;
    }
}
