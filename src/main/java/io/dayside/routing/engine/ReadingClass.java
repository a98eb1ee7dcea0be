package io.dayside.routing.engine;

import io.dayside.tenancy.Priority;
import java.util.Locale;

/** How pressing a case is. Declared most pressing first. */
public enum ReadingClass {
    FRONT,
    STAT,
    URGENT,
    ROUTINE;

    /** The class that an order of this priority asks for; nothing is ordered into {@link #FRONT}. */
    public static ReadingClass of(Priority priority) {
        return switch (priority) {
            case STAT -> STAT;
            case URGENT -> URGENT;
            case ROUTINE -> ROUTINE;
        };
    }

    static ReadingClass most(ReadingClass one, ReadingClass other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Whether it stands before every case of {@code other}. */
    public boolean isBefore(ReadingClass other) {
        return compareTo(other) < 0;
    }

    /** As people read it: {@code front}, {@code STAT}, {@code urgent}, {@code routine}. */
    public String words() {
        return this == STAT ? "STAT" : name().toLowerCase(Locale.ROOT);
    }
}
