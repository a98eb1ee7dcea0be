package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the conformance statement says of the code is what the code says of itself. */
class ConformanceStatementTests {

    private static final String BEGIN = "<!-- from here: ./dayside dicom conformance -->\n";
    private static final String END = "<!-- to here -->\n";

    @Test
    void tablesAreThoseThatTheCodePrints() throws IOException {
        String statement = Files.readString(Path.of("docs", "dicom-conformance.md"));
        assertThat(statement).contains(BEGIN, END);
        String tables = statement.substring(statement.indexOf(BEGIN) + BEGIN.length(), statement.indexOf(END));
        assertThat(tables.strip())
                .as("put the output of ./dayside dicom conformance into docs/dicom-conformance.md")
                .isEqualTo(ConformanceTables.markdown().strip());
    }
}
