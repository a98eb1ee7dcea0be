package io.dayside.workbench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of one file. The texts name tags, offsets and transfer syntaxes, never values.
 *
 * @param outcome whether something needs to be looked at
 * @param read read fully, or why and where refused
 * @param written byte-exact when written again, or what differs and why
 * @param frames how many were decoded, or why not
 * @param compared with other programs' decoders; empty where that was not asked for
 */
record FileReport(Outcome outcome, String read, String written, String frames, String compared) {

    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 5;

    enum Outcome {
        /** Read, or refused for a reason that the file gives. */
        FINE,
        /** No DICOM object from the first byte on. */
        FOREIGN,
        /** Other bytes or samples than expected. */
        DIFFERENT,
        /** An error that no caller expects, or an end that none chose. */
        FAILED
    }

    static FileReport refused(String why) {
        return new FileReport(Outcome.FINE, "refused: " + why, "", "", "");
    }

    static FileReport foreign(String why) {
        return new FileReport(Outcome.FOREIGN, "refused: " + why, "", "", "");
    }

    static FileReport failed(String why) {
        return new FileReport(Outcome.FAILED, "**" + why + "**", "", "", "");
    }

    /** One line. */
    String encode() {
        return Stream.of(outcome.name(), read, written, frames, compared)
                .map(field -> field.replaceAll("\\s+", " "))
                .collect(Collectors.joining(SEPARATOR));
    }

    static FileReport decode(String line) {
        List<String> fields = List.of(line.split(SEPARATOR, -1));
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException("a report has " + FIELDS + " fields");
        }
        return new FileReport(
                Outcome.valueOf(fields.get(0)), fields.get(1), fields.get(2), fields.get(3), fields.get(4));
    }

    /** A row of the Markdown table. */
    String row(String name) {
        return Stream.of(name, read, written, frames, compared)
                .map(FileReport::cell)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(String text) {
        return text.replaceAll("\\p{Cntrl}", "?").replace("|", "\\|");
    }
}
