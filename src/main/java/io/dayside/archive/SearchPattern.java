package io.dayside.archive;

/** A key of text with wildcards, PS3.4 C.2.2.2.4, as SQL takes it. */
record SearchPattern(String key) {

    /** Consecutive stars are one, so that no pattern makes the database try more ways than there are. */
    SearchPattern {
        key = key.strip().replaceAll("\\*+", "*");
    }

    boolean isUniversal() {
        return key.isEmpty() || key.equals("*");
    }

    boolean hasWildcard() {
        return key.indexOf('*') >= 0 || key.indexOf('?') >= 0;
    }

    /** For LIKE with backslash as escape. */
    String like() {
        return key.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace('*', '%')
                .replace('?', '_');
    }

    /** What every match begins with; empty where the key begins with a wildcard. */
    String prefix() {
        int end = 0;
        while (end < key.length() && key.charAt(end) != '*' && key.charAt(end) != '?') {
            end++;
        }
        return key.substring(0, end);
    }

    /** The first text by code points after all that begin with the prefix. */
    String afterPrefix() {
        return prefix() + Character.toString(Character.MAX_CODE_POINT);
    }
}
