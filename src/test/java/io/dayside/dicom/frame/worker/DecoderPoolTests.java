package io.dayside.dicom.frame.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.Expected;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DecoderPoolTests {

    private static final byte[] STREAM = stream();
    private static final Expected SIZE = new Expected(1, 1, 1);

    /** Says that it is ready and then never answers. */
    static final class Hanging {

        public static void main(String[] arguments) {
            System.out.write(0);
            System.out.flush();
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    /** Ends in the middle of the first request. */
    static final class Crashing {

        public static void main(String[] arguments) throws IOException {
            System.out.write(0);
            System.out.flush();
            new DataInputStream(System.in).readInt();
            Runtime.getRuntime().halt(139);
        }
    }

    /** Answers every request with one sample of eight bits. */
    static final class Answering {

        public static void main(String[] arguments) throws IOException {
            System.out.write(0);
            System.out.flush();
            DataInputStream in = new DataInputStream(System.in);
            while (true) {
                in.skipNBytes(16 + STREAM.length);
                System.out.writeBytes(new byte[] {0, 8, 0, 0, 0, 1, 0, 42});
                System.out.flush();
            }
        }
    }

    /** Answers one request and ends. */
    static final class AnsweringOnce {

        public static void main(String[] arguments) throws IOException {
            System.out.write(0);
            System.out.flush();
            new DataInputStream(System.in).skipNBytes(16 + STREAM.length);
            System.out.writeBytes(new byte[] {0, 8, 0, 0, 0, 1, 0, 42});
            System.out.flush();
        }
    }

    @Test
    @Timeout(60)
    void dcm11ProcessThatHangsIsKilledAfterTwoSecondsOfProcessorTime() {
        assertRefused(Hanging.class);
    }

    @Test
    void dcm11ProcessThatCrashesMeansARefusalAndTheNextFrameHasANewOne() {
        try (DecoderPool pool = pool(Crashing.class)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> pool.decode(STREAM, SIZE))
                        .isInstanceOf(BrokenStream.class)
                        .hasMessageContaining("decoder process failed");
            }
        }
    }

    @Test
    void oneProcessServesFrameAfterFrame() throws Exception {
        try (DecoderPool pool = pool(Answering.class)) {
            for (int i = 0; i < 3; i++) {
                assertThat(pool.decode(STREAM, SIZE).samples()).containsExactly((short) 42);
            }
            assertThat(pool.processes()).hasSize(1);
        }
    }

    @Test
    void processThatWasKilledWhileItWaitedDoesNotCostAFrame() throws Exception {
        try (DecoderPool pool = pool(AnsweringOnce.class)) {
            assertThat(pool.decode(STREAM, SIZE).samples()).containsExactly((short) 42);
            for (WorkerProcess process : pool.processes()) {
                process.end().get(20, TimeUnit.SECONDS);
            }
            assertThat(pool.decode(STREAM, SIZE).samples()).containsExactly((short) 42);
        }
    }

    @Test
    void processThatCannotBeStartedSaysNothingOfTheFrame() {
        try (DecoderPool pool = new DecoderPool(List.of("no-such-program"), 1)) {
            assertThatThrownBy(() -> pool.decode(STREAM, SIZE)).isInstanceOf(NoDecoderProcess.class);
        }
    }

    private static void assertRefused(Class<?> mainClass) {
        try (DecoderPool pool = pool(mainClass)) {
            assertThatThrownBy(() -> pool.decode(STREAM, SIZE))
                    .isInstanceOf(BrokenStream.class)
                    .hasMessageContaining("took too long");
            assertThat(pool.processes()).isEmpty();
        }
    }

    private static DecoderPool pool(Class<?> mainClass) {
        return new DecoderPool(WorkerProcess.command(mainClass, 32), 1);
    }

    /** The header of a picture of one pixel. */
    private static byte[] stream() {
        byte[] stream = new byte[200];
        int[] header = {
            0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 1, 1
        };
        for (int i = 0; i < header.length; i++) {
            stream[i] = (byte) header[i];
        }
        return stream;
    }
}
