package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dayside bench restart} in a small archive: what was answered for is there again after a kill. */
class RestartBenchTests {

    private static final int INSTANCES = 3_000;

    @Test
    @Timeout(600)
    void aKilledNodeAnswersAgainAndHasWhatItAnsweredFor(@TempDir Path folder) throws Exception {
        try (var stand = IngestStand.in(folder.resolve("dayside"), StandServer.INTAKE, DaysidePeer.JVM)) {
            stand.start();
            var index = new FilledIndex(stand, Template.store(stand, folder.resolve("template")));
            var run = new RestartRun(stand, index, folder.resolve("round"));
            run.growTo(INSTANCES);
            var start = run.restart();
            assertThat(start.held()).isEqualTo(run.sentBefore());
            assertThat(start.tailBytes())
                    .as("there was something to index again")
                    .isPositive();
            assertThat(index.instances()).isEqualTo(INSTANCES);
            try (var segments = Files.list(stand.objects().resolve("segments"))) {
                assertThat(segments.count()).as("every row has its segment").isGreaterThan(INSTANCES / 480);
            }
        }
    }
}
