package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Hands on what a tenant adds to work that runs once at a time and takes whatever has gathered meanwhile: a lone sender
 * waits for nobody, and many share one flush. After each piece of work other tenants have their turn.
 */
final class Lane<T> {

    /** Bounds what one flush waits for. */
    static final int MOST_TOGETHER = 64;

    private final TenantId tenant;
    private final FairTurns turns;
    private final Predicate<T> isUrgent;
    private final Order order;
    private final Consumer<List<T>> work;
    private final ArrayDeque<T> ahead = new ArrayDeque<>();
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private final Later later;
    private int urgentWaiting;
    private boolean anybodyWaitsForIt;
    private boolean isLaterAgreed;
    private State state = State.IDLE;
    private int turn;

    /** Whether what is urgent overtakes what is not. */
    enum Order {
        AS_ADDED,
        URGENT_FIRST
    }

    private enum State {
        IDLE,
        QUEUED,
        QUEUED_URGENTLY,
        WORKING
    }

    /** Runs something after a moment in which more may gather. */
    interface Later {

        Later NEVER_NEEDED = _ -> {
            throw new UnsupportedOperationException();
        };

        void run(Runnable work);
    }

    /** A lane whose work is always waited for. */
    Lane(TenantId tenant, FairTurns turns, Predicate<T> isUrgent, Order order, Consumer<List<T>> work) {
        this(tenant, turns, isUrgent, order, Later.NEVER_NEEDED, work);
    }

    /** @param work answers each of what it is given and never throws */
    Lane(TenantId tenant, FairTurns turns, Predicate<T> isUrgent, Order order, Later later, Consumer<List<T>> work) {
        this.tenant = tenant;
        this.turns = turns;
        this.isUrgent = isUrgent;
        this.order = order;
        this.later = later;
        this.work = work;
    }

    void add(T item) {
        boolean urgent = isUrgent.test(item);
        synchronized (waiting) {
            (urgent && order == Order.URGENT_FIRST ? ahead : waiting).add(item);
            urgentWaiting += urgent ? 1 : 0;
            anybodyWaitsForIt = true;
            if (state != State.IDLE && !(state == State.QUEUED && urgent)) {
                return;
            }
        }
        queue();
    }

    /** Adds what nobody waits for: it is worked on with what gathers meanwhile. Only for a lane that works in order. */
    void addLater(T item) {
        boolean agree;
        synchronized (waiting) {
            waiting.add(item);
            urgentWaiting += isUrgent.test(item) ? 1 : 0;
            agree = !isLaterAgreed && waiting() < MOST_TOGETHER;
            isLaterAgreed |= agree;
        }
        if (agree) {
            later.run(this::hurry);
        } else if (waiting() >= MOST_TOGETHER) {
            hurry();
        }
    }

    /** Works on what was added as soon as it can. */
    void hurry() {
        synchronized (waiting) {
            isLaterAgreed = false;
            anybodyWaitsForIt = true;
        }
        queue();
    }

    /** Asks for a turn, or for an earlier one; the later one then finds nothing to do. */
    private void queue() {
        boolean urgent;
        int mine;
        synchronized (waiting) {
            if (state == State.WORKING || waiting() == 0 || !anybodyWaitsForIt) {
                return;
            }
            urgent = urgentWaiting > 0;
            state = urgent ? State.QUEUED_URGENTLY : State.QUEUED;
            mine = ++turn;
        }
        turns.execute(tenant, urgent, () -> work(mine));
    }

    private void work(int mine) {
        List<T> together;
        synchronized (waiting) {
            if (mine != turn || state == State.WORKING || state == State.IDLE) {
                return;
            }
            state = State.WORKING;
            together = next();
        }
        try {
            work.accept(together);
        } finally {
            synchronized (waiting) {
                state = State.IDLE;
            }
            queue();
        }
    }

    private List<T> next() {
        var together = new ArrayList<T>();
        while (waiting() > 0 && together.size() < MOST_TOGETHER) {
            var item = ahead.isEmpty() ? waiting.remove() : ahead.remove();
            urgentWaiting -= isUrgent.test(item) ? 1 : 0;
            together.add(item);
        }
        anybodyWaitsForIt &= waiting() > 0;
        return together;
    }

    /** How many wait to be taken. */
    int waiting() {
        synchronized (waiting) {
            return ahead.size() + waiting.size();
        }
    }
}
