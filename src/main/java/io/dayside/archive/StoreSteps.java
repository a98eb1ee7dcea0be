package io.dayside.archive;

import java.io.IOException;

/** Told of each step on an object's way to durability, so that a test can stop the way there. */
interface StoreSteps {

    StoreSteps UNOBSERVED = _ -> {};

    /**
     * In order; an object with a file of its own is renamed and its folder synced where others are appended. A crash
     * right after any of them leaves an object that is either whole and indexed or not visible.
     */
    enum Step {
        BEGUN,
        RECEIVED,
        APPENDED,
        SYNCED,
        RENAMED,
        DIRECTORY_SYNCED,
        INDEXED,
        COMMITTED
    }

    void reached(Step step) throws IOException;
}
