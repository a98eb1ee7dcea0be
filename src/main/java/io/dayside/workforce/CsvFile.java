package io.dayside.workforce;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A file of credentials: RFC 4180, UTF-8, the names of the columns in its first line, a credential in each line after it.
 * Reading goes on after a mistake, so that all of them are told.
 */
final class CsvFile {

    static final String USERNAME = "username";
    static final String KIND = "kind";
    static final String DISPLAY_NAME = "display_name";
    static final String ZONE = "zone";
    static final String CAPACITY = "capacity";
    static final String EMAIL = "email";
    static final List<String> OF_PEOPLE = List.of(DISPLAY_NAME, ZONE, CAPACITY, EMAIL);

    /** More than a national society has members. */
    static final int MOST_LINES = 20_000;

    static final int MOST_BYTES = 5 * 1024 * 1024;

    private static final String NO_COLUMN = "";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final List<ImportProblem> problems = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private List<String> headers = List.of();

    private CsvFile() {}

    /**
     * @param number of the file, from 1
     * @param people what stands in columns that are not of credentials, by header
     */
    record Line(long number, Map<String, String> people, Map<Column, String> credential) {

        String of(String header) {
            return people.getOrDefault(header, "").strip();
        }
    }

    static CsvFile read(byte[] bytes) {
        var file = new CsvFile();
        file.text(bytes).ifPresent(file::parse);
        return file;
    }

    List<ImportProblem> problems() {
        return problems;
    }

    List<Line> lines() {
        return lines;
    }

    private void problem(long line, String column, String what) {
        problems.add(new ImportProblem(line, column, what));
    }

    private Optional<String> text(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            problem(1, NO_COLUMN, "the file is larger than 5 MB");
            return Optional.empty();
        }
        var left = ByteBuffer.wrap(bytes);
        var read = CharBuffer.allocate(bytes.length);
        var end = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(left, read, true);
        var text = read.flip().toString();
        if (end.isError()) {
            problem(lineAfter(text), NO_COLUMN, "is not UTF-8: save the file as CSV UTF-8");
            return Optional.empty();
        }
        return Optional.of(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
    }

    private static long lineAfter(String text) {
        return 1 + text.chars().filter(character -> character == '\n').count();
    }

    private void parse(String text) {
        try (var parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
            long number = 1;
            for (var records = parser.iterator(); hasNext(records, number); ) {
                read(number, records.next());
                number = parser.getCurrentLineNumber() + 1;
            }
            if (headers.isEmpty() && problems.isEmpty()) {
                problem(1, NO_COLUMN, "the first line must name the columns");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads as far as the end of the next record. What is no CSV, or too much, is the end. */
    private boolean hasNext(Iterator<CSVRecord> records, long number) {
        try {
            boolean readable = headers.isEmpty() ? problems.isEmpty() : lines.size() <= MOST_LINES;
            return readable && records.hasNext();
        } catch (UncheckedIOException _) {
            problem(number, NO_COLUMN, "is no CSV: look for a quotation mark that is not closed, or stands alone");
            return false;
        }
    }

    private void read(long number, CSVRecord record) {
        boolean empty = record.size() == 1 && record.get(0).isBlank();
        if (empty) {
            return;
        }
        if (headers.isEmpty()) {
            readHeaders(record);
        } else if (lines.size() == MOST_LINES) {
            problem(number, NO_COLUMN, "is more than a file may hold: " + MOST_LINES + " lines");
        } else {
            readLine(number, record);
        }
    }

    private void readHeaders(CSVRecord record) {
        var named = record.stream().map(String::strip).toList();
        if (named.size() == 1 && named.getFirst().contains(";")) {
            problem(1, NO_COLUMN, "columns must be separated by commas");
            return;
        }
        var seen = new HashSet<String>();
        for (var header : named) {
            if (!known(header)) {
                problem(1, header, "is no column that is known here");
            } else if (!seen.add(header)) {
                problem(1, header, "is there twice");
            }
        }
        for (var needed : List.of(USERNAME, KIND)) {
            if (!seen.contains(needed)) {
                problem(1, needed, "is missing among the columns");
            }
        }
        headers = problems.isEmpty() ? named : List.of();
    }

    private static boolean known(String header) {
        return header.equals(USERNAME)
                || header.equals(KIND)
                || OF_PEOPLE.contains(header)
                || column(header).isPresent();
    }

    static Optional<Column> column(String header) {
        return Stream.of(Column.values())
                .filter(column -> column != Column.WHY && column.header().equals(header))
                .findFirst();
    }

    private void readLine(long number, CSVRecord record) {
        if (record.size() != headers.size()) {
            problem(
                    number,
                    NO_COLUMN,
                    "has %d fields, and the first line names %d".formatted(record.size(), headers.size()));
            return;
        }
        var people = new HashMap<String, String>();
        var credential = new EnumMap<Column, String>(Column.class);
        for (int i = 0; i < headers.size(); i++) {
            var value = record.get(i);
            column(headers.get(i)).ifPresent(column -> credential.put(column, value));
            people.put(headers.get(i), value);
        }
        lines.add(new Line(number, people, credential));
    }

    /** All columns, and a line of each kind that is refused as long as somebody leaves it in. */
    static String template() {
        var columns = Stream.concat(
                        Stream.of(USERNAME, KIND, DISPLAY_NAME, ZONE, CAPACITY, EMAIL),
                        Stream.of(Column.values())
                                .filter(column -> column != Column.WHY)
                                .map(Column::header))
                .toList();
        var text = new StringWriter();
        try (var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(columns);
            for (var example : ImportExamples.LINES) {
                csv.printRecord(columns.stream()
                        .map(column -> example.getOrDefault(column, ""))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
