package io.dayside.dicom.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.dayside.dicom.data.DicomFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short, repeatable run of each fuzz target; {@code ./dayside fuzz} runs them for longer and guided by coverage. */
@Timeout(60)
class FuzzTests {

    private static final long SEED = 20261124;
    private static final int RUNS = 20_000;
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void dcm18DamagedInputsEndInDeclaredWaysWithinTimeAndMemory(FuzzTarget target) throws Exception {
        List<byte[]> seeds = target.seeds();
        for (byte[] seed : seeds) {
            run(target, seed);
        }
        Mutator mutator = new Mutator(SEED, seeds);
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int i = 0; i < RUNS && System.nanoTime() < end; i++) {
            run(target, mutator.next());
        }
    }

    /** What longer runs found once. */
    @Test
    void dcm18FindingsStayMended() throws Exception {
        int known = 0;
        for (FuzzTarget target : FuzzTarget.values()) {
            URL folder = FuzzTests.class.getResource("findings/" + target.name().toLowerCase(Locale.ROOT));
            for (Path finding : folder == null ? List.<Path>of() : filesOf(folder)) {
                run(target, Files.readAllBytes(finding));
                known++;
            }
        }
        assertThat(known).isPositive();
    }

    private static List<Path> filesOf(URL folder) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList();
        }
    }

    @Test
    void seedsOfDatasetsAndFilesAreWellFormed() throws Exception {
        for (byte[] seed : FuzzTarget.FILE.seeds()) {
            assertThat(DicomFile.read(new ByteArrayInputStream(seed)).warnings())
                    .isEmpty();
        }
    }

    private static void run(FuzzTarget target, byte[] input) {
        try {
            Budget.run(target, input);
        } catch (Exception | Error e) {
            fail(target + " with " + HexFormat.of().formatHex(input), e);
        }
    }
}
