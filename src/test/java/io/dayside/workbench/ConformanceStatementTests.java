package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
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

    @Test
    void cipherSuitesOfTheStatementAreEnabled() throws Exception {
        SSLParameters enabled = SSLContext.getDefault().getDefaultSSLParameters();
        List<MatchResult> stated = Pattern.compile("\\| (TLSv\\S+) \\| (TLS_\\w+) \\|")
                .matcher(Files.readString(Path.of("docs", "dicom-conformance.md")))
                .results()
                .toList();
        assertThat(stated).hasSize(7);
        assertThat(enabled.getProtocols())
                .containsExactlyInAnyOrderElementsOf(
                        stated.stream().map(row -> row.group(1)).distinct().toList());
        assertThat(enabled.getCipherSuites())
                .contains(stated.stream().map(row -> row.group(2)).toArray(String[]::new));
    }

    @Test
    void everyStorageClassHasANameAndRetiredOnesSaySo() {
        assertThat(ConformanceTables.markdown())
                .doesNotContain("|  |")
                .contains("| Ultrasound Image Storage (Retired) | 1.2.840.10008.5.1.4.1.1.6 |")
                .contains("| Ultrasound Image Storage | 1.2.840.10008.5.1.4.1.1.6.1 |")
                .contains("| Standalone Curve Storage (Retired) |")
                .contains("| Explicit VR Big Endian (Retired) |");
    }
}
