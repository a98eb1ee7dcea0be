package io.dayside.notices;

import io.dayside.tenancy.Fields;
import java.time.Duration;
import java.util.List;

/** What every ladder of who is told when has to keep to. */
public final class Rungs {

    private static final int MOST = 10;

    private Rungs() {}

    /** Notes in the field {@code ladder} where there are too many steps, or one is earlier than the one before. */
    public static void check(Fields fields, List<Duration> after) {
        boolean rises = true;
        for (int i = 1; i < after.size(); i++) {
            rises &= after.get(i).compareTo(after.get(i - 1)) >= 0;
        }
        if (!rises || after.size() > MOST) {
            fields.problem("ladder", "must be at most %d steps, each no earlier than the one before".formatted(MOST));
        }
    }
}
