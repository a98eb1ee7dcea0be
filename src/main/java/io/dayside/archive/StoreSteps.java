package io.dayside.archive;

import java.io.IOException;

/** Told of each step on an object's way to durability, so that a test can stop the way there. */
interface StoreSteps {

    StoreSteps UNOBSERVED = _ -> {};

    /** In order. A crash right after any of them leaves an object that is either whole and indexed or not visible. */
    enum Step {
        BEGUN,
        RECEIVED,
        SYNCED,
        RENAMED,
        DIRECTORY_SYNCED,
        INDEXED,
        COMMITTED
    }

    void reached(Step step) throws IOException;
}
