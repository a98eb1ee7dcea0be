package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.launch.CommandFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dayside bench search} in small archives; every answer has the matches that it must have. */
class SearchBenchTests {

    private final StringWriter out = new StringWriter();

    @Test
    @Timeout(600)
    void everyQueryFindsAsManyMatchesAtEachSize(@TempDir Path folder) throws Exception {
        try (var stand = IngestStand.in(folder, StandServer.DICOMWEB, DaysidePeer.JVM)) {
            stand.start();
            var index = new FilledIndex(stand, Template.store(stand, folder.resolve("template")));
            var run = new SearchRun(stand.dicomweb(), index);
            var table = new SearchTable(new PrintWriter(out, true));
            for (int size : List.of(10_000, 12_000)) {
                index.growTo(size);
                assertThat(rows(stand)).isEqualTo(size + 1);
                table.print(size, run.ask(2));
            }
            assertThat(out.toString().lines().filter(line -> line.contains("| not above 1 |")))
                    .hasSize(2 * (SearchQuery.ALL.size() + SearchQuery.Level.values().length));
            onlyTokensOfTheStandCount(stand);
        }
    }

    private static int rows(IngestStand stand) throws Exception {
        try (var connection = stand.connect();
                var count = connection.prepareStatement("""
                        select count(*) from study join series using (tenant_id, study_instance_uid)
                               join instance using (tenant_id, study_instance_uid, series_instance_uid)""");
                var rows = count.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void onlyTokensOfTheStandCount(IngestStand stand) throws Exception {
        var root = stand.dicomweb().root();
        try (var other = new StandCoordinator()) {
            for (String token : List.of("", other.token())) {
                var connection = new DicomWebAddress(root, token).open("/studies", "application/dicom+json");
                assertThat(connection.getResponseCode()).isEqualTo(HttpURLConnection.HTTP_UNAUTHORIZED);
            }
        }
        var elsewhere = new DicomWebAddress(
                root.resolve("/dicomweb/elsewhere"), stand.dicomweb().token());
        assertThat(elsewhere.open("/studies", "application/dicom+json").getResponseCode())
                .isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
    }

    @Test
    void ratiosAreThoseToTheFirstArchive() {
        var table = new SearchTable(new PrintWriter(out, true));
        var query = SearchQuery.ALL.getFirst();
        var others = SearchQuery.ALL.stream().filter(one -> one.level() != query.level());
        var smaller = new LinkedHashMap<SearchQuery, double[]>();
        smaller.put(query, new double[] {2, 4, 1});
        others.forEach(one -> smaller.put(one, new double[] {1}));
        table.print(10_000, smaller);
        var larger = new LinkedHashMap<>(smaller);
        larger.putAll(Map.of(query, new double[] {3, 3, 10}));
        table.print(100_000, larger);
        assertThat(out.toString())
                .contains("| 10000 | STUDY | by Study Instance UID | 2.0 | 4.0 | 1.00 | 1.00 | not above 1 |")
                .contains("| 100000 | STUDY | by Study Instance UID | 3.0 | 10.0 | 1.50 | 2.50 | not above 1 |");
    }

    @Test
    void percentilesAreOfTheNearestRank() {
        double[] hundred = new double[100];
        for (int i = 0; i < hundred.length; i++) {
            hundred[i] = 100 - i;
        }
        assertThat(Percentiles.of(hundred)).isEqualTo(new Percentiles(50, 99));
        assertThat(Percentiles.of(new double[] {7})).isEqualTo(new Percentiles(7, 7));
        assertThatThrownBy(() -> Percentiles.of(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sizesRise() throws Exception {
        SearchBench.check(List.of(1_000, 2_000));
        assertThatThrownBy(() -> SearchBench.check(List.of(2_000, 1_000))).isInstanceOf(CommandFailure.class);
        assertThatThrownBy(() -> SearchBench.check(List.of(1_500))).isInstanceOf(CommandFailure.class);
    }
}
