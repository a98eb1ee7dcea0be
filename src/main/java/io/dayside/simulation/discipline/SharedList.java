package io.dayside.simulation.discipline;

import io.dayside.simulation.engine.Discipline;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One list for all, from which a free reader takes the first case they may read: by class, then by age.
 *
 * <p>A case that a flag raised leaves its former queue only when it comes to that queue's head.
 */
public final class SharedList implements Discipline {

    /** A class that interrupts nothing. */
    public static final int NOTHING = Integer.MAX_VALUE;

    private static final Comparator<SimCase> BY_AGE =
            Comparator.comparingInt(simCase -> simCase.spec().number());

    private final Floor floor;
    private final boolean byClass;
    private final int[] interruptsFrom;
    private final List<List<PriorityQueue<SimCase>>> queues = new ArrayList<>();

    /**
     * @param byClass otherwise by age alone
     * @param interruptsFrom for each class the most pressing class that it interrupts, or {@link #NOTHING}
     */
    private SharedList(Floor floor, int kinds, boolean byClass, int[] interruptsFrom) {
        this.floor = floor;
        this.byClass = byClass;
        this.interruptsFrom = interruptsFrom;
        for (int pressing = 0; pressing < (byClass ? interruptsFrom.length : 1); pressing++) {
            List<PriorityQueue<SimCase>> ofClass = new ArrayList<>();
            for (int kind = 0; kind < kinds; kind++) {
                ofClass.add(new PriorityQueue<>(BY_AGE));
            }
            queues.add(ofClass);
        }
    }

    /** First come, first read. */
    public static SharedList firstComeFirstRead(Floor floor, int kinds) {
        return new SharedList(floor, kinds, false, new int[0]);
    }

    /** By class, then by age; whoever reads, reads to the end. */
    public static SharedList byClass(Floor floor, int kinds, int classes) {
        int[] nothing = new int[classes];
        java.util.Arrays.fill(nothing, NOTHING);
        return new SharedList(floor, kinds, true, nothing);
    }

    /** By class, then by age; a case interrupts the reading of one of class {@code interruptsFrom[its class]} or beyond. */
    public static SharedList interrupting(Floor floor, int kinds, int... interruptsFrom) {
        return new SharedList(floor, kinds, true, interruptsFrom.clone());
    }

    /** By class, then by age; every class interrupts every lesser one. */
    public static SharedList interruptingAll(Floor floor, int kinds, int classes) {
        int[] next = new int[classes];
        java.util.Arrays.setAll(next, pressing -> pressing + 1);
        return new SharedList(floor, kinds, true, next);
    }

    @Override
    public void waits(SimCase simCase, double now) {
        queues.get(byClass ? simCase.pressing() : 0).get(simCase.spec().kind()).add(simCase);
    }

    @Override
    public void raised(SimCase simCase, int before, double now) {
        if (byClass) {
            waits(simCase, now);
        }
    }

    @Override
    public @Nullable SimCase next(SimReader reader, double now) {
        for (int pressing = 0; pressing < queues.size(); pressing++) {
            PriorityQueue<SimCase> oldest = oldestOf(pressing, reader);
            if (oldest != null) {
                return oldest.remove();
            }
        }
        return null;
    }

    private @Nullable PriorityQueue<SimCase> oldestOf(int pressing, SimReader reader) {
        List<PriorityQueue<SimCase>> ofClass = queues.get(pressing);
        PriorityQueue<SimCase> found = null;
        SimCase oldest = null;
        for (int kind = 0; kind < ofClass.size(); kind++) {
            if (reader.mayRead(kind)) {
                SimCase head = head(ofClass.get(kind), pressing);
                if (head != null && (oldest == null || BY_AGE.compare(head, oldest) < 0)) {
                    found = ofClass.get(kind);
                    oldest = head;
                }
            }
        }
        return found;
    }

    private @Nullable SimCase head(PriorityQueue<SimCase> queue, int pressing) {
        SimCase head = queue.peek();
        while (head != null && (!head.isWaiting() || (byClass && head.pressing() != pressing))) {
            queue.remove();
            head = queue.peek();
        }
        return head;
    }

    @Override
    public @Nullable SimReader freeReaderFor(SimCase simCase, double now) {
        return floor.longestIdle(simCase);
    }

    @Override
    public @Nullable SimReader interruptedBy(SimCase simCase, double now) {
        if (!byClass) {
            return null;
        }
        int from = interruptsFrom[simCase.pressing()];
        return from == NOTHING ? null : floor.leastPressed(simCase, from);
    }
}
