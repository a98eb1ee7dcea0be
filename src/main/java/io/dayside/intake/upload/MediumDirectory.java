package io.dayside.intake.upload;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A DICOMDIR among the files brought, PS3.3 Annex F. The files are imported whether it names them or not; it tells
 * which are missing.
 *
 * @param name under which it was brought
 */
record MediumDirectory(String name, List<List<String>> fileIds) {

    private static final Pattern VERSION = Pattern.compile("(;1|\\.)$");

    /** Of a directory that is kept: those of the fullest media have some 10,000 records of some hundred bytes. */
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    /** Whether this is how a DICOMDIR is called, PS3.10 8.6. */
    static boolean isName(String name) {
        return lastPart(comparable(name)).equals("DICOMDIR");
    }

    /** Whether a directory among files is kept until all of them are there. */
    static boolean isReadAtTheEnd(UploadFile file) {
        return isName(file.name()) && file.bytes() <= MOST_BYTES;
    }

    /** The folder in which it lies, in comparable form. */
    String folder() {
        var comparable = comparable(name);
        return comparable.substring(
                0, comparable.length() - lastPart(comparable).length());
    }

    private static String lastPart(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
    }

    /** Copies of media differ in capitals and in what ISO 9660 adds to names. */
    static String comparable(String name) {
        return VERSION.matcher(name.replace('\\', '/')).replaceAll("").toUpperCase(Locale.ROOT);
    }
}
