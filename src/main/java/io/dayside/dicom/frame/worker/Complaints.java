package io.dayside.dicom.frame.worker;

import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Counts the errors that FFmpeg only logs. It leaves out a code block that it cannot decode and returns the rest of the
 * picture as if it were whole.
 */
final class Complaints extends LogCallback {

    private volatile int errors;

    /** All that FFmpeg logs in this process, from now on. */
    static Complaints listen() {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        Complaints complaints = new Complaints();
        avutil.setLogCallback(complaints);
        return complaints;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one frame at a time is decoded, by one thread
    public void call(int level, BytePointer message) {
        if (level <= avutil.AV_LOG_ERROR) {
            errors++;
        }
    }

    int errors() {
        return errors;
    }
}
