package io.dayside.dicom.frame.worker;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.Expected;
import io.dayside.dicom.frame.codec.Picture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Decoder processes, started when needed and kept for the next frame. A frame that crashes its process or is over its
 * time is refused; the next frame has a new process. All end with this Java process.
 */
public final class DecoderPool implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final long MAX_WAIT_SECONDS = 60;
    private static final int HEAP_MIB = 1024;
    private static final int BYTES_PER_MIB = 1 << 20;

    private static final DecoderPool SHARED = new DecoderPool(WorkerProcess.command(DecoderWorker.class, HEAP_MIB), 2);

    private final List<String> command;
    private final Semaphore places;
    private final ConcurrentLinkedDeque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
    private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();

    DecoderPool(List<String> command, int size) {
        this.command = List.copyOf(command);
        places = new Semaphore(size);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "decoder-pool-end"));
    }

    /** The pool of this Java process, of two decoders. */
    public static DecoderPool shared() {
        return SHARED;
    }

    /**
     * Decodes one frame, after a check that its header states the expected size. Waits a minute at most for a process.
     *
     * @throws BrokenStream also when the frame took its process down or was over its time
     */
    public Picture decode(byte[] stream, Expected expected) throws BrokenStream, NoDecoderProcess {
        Codestream.find(stream, expected);
        try {
            if (!places.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new NoDecoderProcess("all decoder processes are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoDecoderProcess("interrupted while waiting for a decoder process", e);
        }
        try {
            return decodeIn(worker(), stream, expected);
        } finally {
            places.release();
        }
    }

    private WorkerProcess worker() throws NoDecoderProcess {
        for (WorkerProcess waiting = idle.pollLast(); waiting != null; waiting = idle.pollLast()) {
            if (waiting.isAlive()) {
                return waiting;
            }
            alive.remove(waiting);
        }
        try {
            WorkerProcess started = WorkerProcess.start(command, START_LIMIT);
            alive.add(started);
            return started;
        } catch (IOException e) {
            throw new NoDecoderProcess("no decoder process could be started", e);
        }
    }

    private Picture decodeIn(WorkerProcess worker, byte[] stream, Expected expected) throws BrokenStream {
        try {
            Picture picture = worker.decode(stream, expected, limit(stream, expected));
            idle.addLast(worker);
            return picture;
        } catch (BrokenStream e) {
            idle.addLast(worker);
            throw e;
        } catch (IOException e) {
            alive.remove(worker);
            worker.close();
            throw new BrokenStream("the decoder process failed over the frame or took too long", e);
        }
    }

    Set<WorkerProcess> processes() {
        return Set.copyOf(alive);
    }

    /** Ten times what is usual; a short stream cannot ask for more. */
    private static Duration limit(byte[] stream, Expected expected) {
        return expected.limits().processorTime().multipliedBy(1L + stream.length / BYTES_PER_MIB);
    }

    /** Ends all processes; one that is needed later is started anew. */
    @Override
    public void close() {
        idle.clear();
        alive.forEach(WorkerProcess::close);
        alive.clear();
    }
}
