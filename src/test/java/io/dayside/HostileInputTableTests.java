package io.dayside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/hostile-input.md} and the tests that it names. */
class HostileInputTableTests {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Tests|Journey))`");
    private static final Pattern ROW = Pattern.compile("\\b(?:DCM|WEB|DUR)-\\d{2}");

    /** The ids of a row that names tests rather than a reason why there is none. */
    private static final Pattern ROW_WITH_A_TEST =
            Pattern.compile("(?m)^\\|([^|]+)\\|[^|]+\\| (?!nothing:)[^|]*`\\w+(?:Tests|Journey)`");

    /** As it stands in the name of a test, or in what JUnit shows in its place. */
    private static final Pattern ROW_OF_TEST =
            Pattern.compile("(?:void |And|\")(dcm|web|dur)[_-]?(\\d{2})", Pattern.CASE_INSENSITIVE);

    @Test
    void everyTestThatTheTableNamesIsThere() throws IOException {
        assertThat(ofTheTable(TEST, match -> match.group(1))).isNotEmpty().isSubsetOf(testClasses());
    }

    @Test
    void rowsStandInTheTableAndInTheTestsThatHoldThem() throws IOException {
        var named = rowsOfTests();
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(ofTheTable(ROW, MatchResult::group)).containsAll(named);
        assertThat(ofTheTable(ROW_WITH_A_TEST, match -> match.group(1)).stream()
                        .flatMap(ids -> ROW.matcher(ids).results())
                        .map(MatchResult::group))
                .isNotEmpty()
                .isSubsetOf(named);
    }

    private static Set<String> rowsOfTests() throws IOException {
        var named = new TreeSet<String>();
        try (var files = Files.walk(TESTS)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                ROW_OF_TEST
                        .matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1).toUpperCase(Locale.ROOT) + "-" + match.group(2))
                        .forEach(named::add);
            }
        }
        return named;
    }

    private static Set<String> ofTheTable(Pattern pattern, Function<MatchResult, String> text) throws IOException {
        return pattern.matcher(Files.readString(Path.of("docs/hostile-input.md")))
                .results()
                .map(text)
                .collect(Collectors.toSet());
    }

    private static Set<String> testClasses() throws IOException {
        try (var files = Files.walk(TESTS)) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
