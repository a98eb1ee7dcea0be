package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dayside.launch.ProgressListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few of the kills of {@code ./dayside chaos ingest}. */
class ChaosIngestTests {

    private static final long SEED = 20261126;

    @Test
    void dur09EveryFailurePointOfTheArchiveIsStruck() throws ClassNotFoundException {
        Object[] steps = Class.forName("io.dayside.archive.StoreSteps$Step").getEnumConstants();
        assertThat(Blow.POINTS)
                .containsExactlyElementsOf(
                        Arrays.stream(steps).map(Object::toString).toList());
        var names = Blow.plan(16, new Random(SEED)).stream().map(Blow::name).toList();
        assertThat(names).containsAll(Blow.POINTS).contains("database, random", "both, random");
    }

    @Test
    @Timeout(600)
    void dur01AndDur03WhatWasAcknowledgedSurvivesKillsOfServerAndDatabase(@TempDir Path folder) throws Exception {
        assumeTrue(Rival.isInstalled("storescu"), "storescu of DCMTK is not installed");
        try (var run = ChaosRun.start(folder, Door.C_STORE, 4, SEED, ProgressListener.silent())) {
            run.kill(blows(new Random(SEED)));
            assertThat(run.acknowledged()).as("some were acknowledged").isPositive();
            assertThat(run.isWhole()).as(run.table()).isTrue();
        }
    }

    @Test
    @Timeout(600)
    void dur02WhatWasAcknowledgedOverStowSurvivesAndBadPartsAreListedAsFailed(@TempDir Path folder) throws Exception {
        try (var run = ChaosRun.start(folder, Door.STOW_RS, 4, SEED, ProgressListener.silent())) {
            run.kill(blows(new Random(SEED)));
            assertThat(run.acknowledged()).as("some were acknowledged").isPositive();
            assertThat(run.badParts()).as("bad parts among good ones").isPositive();
            assertThat(run.isWhole()).as(run.table()).isTrue();
        }
    }

    private static List<Blow> blows(Random random) {
        return List.of(
                Blow.at("SYNCED", false, random),
                Blow.at("DIRECTORY_SYNCED", true, random),
                Blow.at("COMMITTED", false, random),
                Blow.sometime(Blow.Victim.SERVER, true, random),
                Blow.sometime(Blow.Victim.DATABASE, true, random),
                Blow.sometime(Blow.Victim.BOTH, false, random));
    }
}
