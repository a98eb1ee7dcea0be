package io.dayside.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.launch.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dayside bench memory}, small. */
class MemoryBenchTests {

    @Test
    @Timeout(600)
    void fourObjectsThatTogetherExceedTheHeapAreStoredWhole(@TempDir Path folder) throws Exception {
        try (var run = MemoryRun.start(folder, StandServer.INTAKE, 96)) {
            var outcome = run.send(4, 64);
            assertThat(outcome.whole()).isEqualTo(4);
            assertThat(outcome.memory().collections())
                    .as("the heap was small enough to matter")
                    .isPositive();
            assertThat(outcome.memory().peakAfter()).isBetween(1L, 96L);
        }
        try (var left = Files.walk(folder.resolve("data/objects"))) {
            assertThat(left.filter(file -> file.toString().endsWith(".dcm")))
                    .as("removed once verified")
                    .isEmpty();
        }
    }

    @Test
    void aGeneratedObjectIsReadTwiceAsTheSameBytesOfTheStatedLength() throws Exception {
        var object = new GeneratedObject(6);
        byte[] first = object.dataset().readAllBytes();
        assertThat(object.dataset()).hasBinaryContent(first);
        assertThat(length(new GeneratedObject(8)) - length(object)).isEqualTo(2 * 1024 * 1024);
        assertThat(new GeneratedObject(6).sopInstanceUid()).isNotEqualTo(object.sopInstanceUid());
    }

    private static long length(GeneratedObject object) throws IOException {
        return object.dataset().transferTo(OutputStream.nullOutputStream());
    }

    @Test
    void objectsHaveWholeFrames() {
        assertThatThrownBy(() -> new GeneratedObject(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GeneratedObject(4096)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDiskBoundsTheSizeOfObjects() throws Exception {
        assertThat(MemoryBench.fitting(2048, 16, 100 * 1024)).isEqualTo(2048);
        assertThat(MemoryBench.fitting(2048, 16, 8 * 1024 + 16 * 101)).isEqualTo(100);
        assertThatThrownBy(() -> MemoryBench.fitting(2048, 16, 8 * 1024 + 16))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--work");
    }

    @Test
    void peaksAreThoseOfAllCollections() {
        var memory = ServerMemory.of("""
                [0.5s][info][gc] Using G1
                [1.2s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 90M->31M(128M) 3.1ms
                [1.4s][info][gc] GC(1) Concurrent Mark Cycle 5.0ms
                [1.9s][info][gc] GC(2) Pause Full (System.gc()) 70M->42M(128M) 9.9ms
                """, "Name:\tjava\nVmHWM:\t  307200 kB\n");
        assertThat(memory.collections()).isEqualTo(2);
        assertThat(memory.peakBefore()).isEqualTo(90);
        assertThat(memory.peakAfter()).isEqualTo(42);
        assertThat(memory.peakResident()).hasValue(300);
    }
}
