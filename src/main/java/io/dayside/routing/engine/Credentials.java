package io.dayside.routing.engine;

import java.time.LocalDate;

/**
 * What a reader's papers allow, whatever the hour. Asked once for each reader, need and day, and again after
 * {@link ReadingOrder#credentialsChanged}.
 */
public interface Credentials {

    /** @param day in UTC */
    boolean allow(String reader, Need need, LocalDate day);

    /**
     * How well the need suits the reader, 0 for merely allowed to 1 for their own field. Asked at every decision: it must
     * be quick, and change only together with {@link #allow}.
     */
    default double fit(String reader, Need need) {
        return 0;
    }
}
