package io.dayside.launch;

/** Hears, in one line each, what a long start is doing. Called from several threads. */
@FunctionalInterface
public interface ProgressListener {

    /** One finished or begun step, ready to be shown. */
    void progress(String line);

    /** Listens to nothing. */
    static ProgressListener silent() {
        return _ -> {};
    }
}
