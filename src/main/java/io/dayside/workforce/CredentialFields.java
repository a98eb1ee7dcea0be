package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What somebody wrote, column by column. Every mistake is noted with its column, and reading goes on with a stand-in; a
 * credential that was read with mistakes is never kept.
 */
final class CredentialFields {

    private static final LocalDate LAST_DAY = Credential.WITHOUT_END;
    private static final String SEPARATOR = ";";

    private final Map<Column, String> written;
    private final Map<Column, String> problems = new EnumMap<>(Column.class);

    CredentialFields(Map<Column, String> written) {
        this.written = written;
    }

    /** What is wrong, by column; empty when nothing is. */
    Map<Column, String> problems() {
        return problems;
    }

    void problem(Column column, String what) {
        problems.putIfAbsent(column, what);
    }

    boolean has(Column column) {
        return !value(column).isEmpty();
    }

    String text(Column column, Pattern form) {
        var text = value(column);
        if (text.isEmpty()) {
            problem(column, "is missing");
        } else if (!form.matcher(text).matches()) {
            problem(column, "must be " + column.help());
        }
        return text;
    }

    String textOr(Column column, String otherwise, Pattern form) {
        return has(column) ? text(column, form) : otherwise;
    }

    LocalDate date(Column column) {
        if (!has(column)) {
            problem(column, "is missing");
            return LAST_DAY;
        }
        return dateOr(column, LAST_DAY);
    }

    LocalDate dateOr(Column column, LocalDate otherwise) {
        if (!has(column)) {
            return otherwise;
        }
        try {
            var date = LocalDate.parse(value(column));
            if (!date.isBefore(Credential.SINCE_EVER) && !date.isAfter(LAST_DAY)) {
                return date;
            }
        } catch (DateTimeException _) {
            // Said below, as of a date that nobody can mean.
        }
        problem(column, "must be a date such as 2027-12-31");
        return otherwise;
    }

    int number(Column column, int min, int max) {
        var text = text(column, Pattern.compile("\\d{1,6}"));
        if (problems.containsKey(column)) {
            return min;
        }
        int number = Integer.parseInt(text);
        if (number < min || number > max) {
            problem(column, "must be a whole number from %d to %d".formatted(min, max));
        }
        return number;
    }

    <E extends Enum<E>> E oneOf(Column column, Class<E> type) {
        var text = value(column);
        if (text.isEmpty()) {
            problem(column, "is missing");
        }
        return oneOfOr(column, type.getEnumConstants()[0]);
    }

    <E extends Enum<E>> E oneOfOr(Column column, E otherwise) {
        var text = value(column);
        if (text.isEmpty()) {
            return otherwise;
        }
        var constants = otherwise.getDeclaringClass().getEnumConstants();
        return Stream.of(constants)
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseGet(() -> {
                    problem(
                            column,
                            "must be one of "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(constants)
                                                    .map(Enum::name)
                                                    .toList()));
                    return otherwise;
                });
    }

    /** What stands between semicolons, each of that form and none of them twice. */
    List<String> texts(Column column, Pattern form) {
        var texts = Stream.of(value(column).split(SEPARATOR, -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (!texts.stream().allMatch(text -> form.matcher(text).matches())) {
            problem(column, "must be " + column.help());
        }
        if (texts.stream().distinct().count() < texts.size()) {
            problem(column, "names something twice");
        }
        return texts;
    }

    TenantId hospital(Column column, Set<TenantId> known) {
        var code = value(column);
        if (code.isEmpty()) {
            problem(column, "is missing");
        }
        return known.stream()
                .filter(hospital -> hospital.code().equals(code))
                .findFirst()
                .orElseGet(() -> {
                    problem(column, "names no hospital in service");
                    return TenantId.PLATFORM;
                });
    }

    List<TenantId> hospitals(Column column, Set<TenantId> known) {
        var codes = Stream.of(value(column).split(SEPARATOR, -1))
                .map(String::strip)
                .filter(code -> !code.isEmpty())
                .toList();
        var found = known.stream()
                .filter(hospital -> codes.contains(hospital.code()))
                .toList();
        if (found.size() < codes.size()) {
            problem(column, "names a hospital twice or one that is not in service");
        }
        return found;
    }

    /** Notes everything that was written where nothing belongs. */
    void onlyOf(List<Column> columns) {
        written.keySet().stream()
                .filter(column -> has(column) && !columns.contains(column))
                .forEach(column -> problem(column, "must be empty for this kind"));
    }

    void inOrder(LocalDate from, LocalDate to) {
        boolean read = !problems.containsKey(Column.VALID_FROM) && !problems.containsKey(Column.VALID_TO);
        if (read && to.isBefore(from)) {
            problem(Column.VALID_TO, "is before the first day");
        }
    }

    private String value(Column column) {
        return written.getOrDefault(column, "").strip();
    }
}
