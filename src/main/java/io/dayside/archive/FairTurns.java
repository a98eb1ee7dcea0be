package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the disk and the database to pieces of work of many tenants, a few at a time: urgent ones first, then one tenant
 * after the other, however much any of them has waiting.
 */
final class FairTurns {

    private static final Logger log = LoggerFactory.getLogger(FairTurns.class);

    /** After so many urgent pieces in a row one that is not gets its turn, so that it gets there at all. */
    static final int MOST_URGENT_IN_A_ROW = 8;

    private final int atOnce;
    private final Executor threads;
    private final Ring urgent = new Ring();
    private final Ring routine = new Ring();
    private int running;
    private int urgentInARow;

    /** @param atOnce most pieces at work at the same time */
    FairTurns(int atOnce, Executor threads) {
        this.atOnce = atOnce;
        this.threads = threads;
    }

    /** Tenants in the order in which they are next, each with its work in the order in which it came. */
    private static final class Ring {

        private final LinkedHashMap<TenantId, ArrayDeque<Runnable>> waiting = new LinkedHashMap<>();

        void add(TenantId tenant, Runnable work) {
            waiting.computeIfAbsent(tenant, _ -> new ArrayDeque<>()).add(work);
        }

        @Nullable
        Runnable poll() {
            var first = waiting.pollFirstEntry();
            if (first == null) {
                return null;
            }
            var work = first.getValue().poll();
            if (!first.getValue().isEmpty()) {
                waiting.put(first.getKey(), first.getValue());
            }
            return work;
        }
    }

    void execute(TenantId tenant, boolean isUrgent, Runnable work) {
        synchronized (this) {
            (isUrgent ? urgent : routine).add(tenant, work);
            if (running == atOnce) {
                return;
            }
            running++;
        }
        try {
            threads.execute(this::serve);
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                running--;
            }
            throw e;
        }
    }

    private void serve() {
        for (var work = next(); work != null; work = next()) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                log.error("work in the archive's turn failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        var work = urgentInARow < MOST_URGENT_IN_A_ROW ? urgent.poll() : null;
        if (work != null) {
            urgentInARow++;
            return work;
        }
        urgentInARow = 0;
        work = routine.poll();
        if (work == null) {
            work = urgent.poll();
        }
        if (work == null) {
            running--;
        }
        return work;
    }
}
