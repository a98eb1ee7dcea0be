package io.dayside.archive.s3;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;

/** An answer's bytes, whole and in time or not at all. */
final class Answered extends InputStream {

    private final ResponseInputStream<?> answer;
    private final long deadlineNanos;
    private long left;

    /** @param bytes that S3 announced */
    Answered(ResponseInputStream<?> answer, long bytes, Duration patience) {
        this.answer = answer;
        this.left = bytes;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new BucketUnreachable("the answer comes too slowly");
        }
        int count = readAnswer(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new BucketUnreachable("the answer was cut off");
        }
        left -= count;
        return count;
    }

    private int readAnswer(byte[] into, int offset, int length) throws IOException {
        try {
            return answer.read(into, offset, length);
        } catch (IOException | RuntimeException e) {
            throw new BucketUnreachable(e);
        }
    }

    /** Without reading what is left, which may be much. */
    @Override
    public void close() throws IOException {
        if (left > 0) {
            answer.abort();
        } else {
            answer.close();
        }
    }
}
