package io.dayside.dicom.service;

import java.util.Locale;

/** Person names: any of the groups may match; case and trailing delimiters do not count, PS3.4 C.2.2.2.1. */
final class NameMatching {

    private NameMatching() {}

    static boolean matches(String wanted, String name) {
        String[] groups = name.split("=", -1);
        String[] wantedGroups = wanted.split("=", -1);
        for (String group : groups) {
            for (String wantedGroup : wantedGroups) {
                if (!wantedGroup.isBlank() && Wildcard.matches(plain(wantedGroup), plain(group))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String plain(String group) {
        String text = group.strip();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '^') {
            end--;
        }
        return text.substring(0, end).toUpperCase(Locale.ROOT);
    }
}
