package io.dayside.routing.engine;

import io.dayside.routing.engine.RoutingPolicy.Reservation;
import java.time.Instant;

/**
 * Which needs so few on shift may read that their readers are kept for them. Looked at anew only when shifts or papers have
 * changed, or a need was never seen before.
 */
final class Scarcity {

    private final Reservation terms;
    private final Readers readers;
    private final WaitingCases cases;

    private long seenStaffing = -1;
    private int seenNeeds;

    Scarcity(Reservation terms, Readers readers, WaitingCases cases) {
        this.terms = terms;
        this.readers = readers;
        this.cases = cases;
    }

    private boolean isOff() {
        return terms.readers() == 0;
    }

    private void refresh() {
        if (seenStaffing != readers.staffing()) {
            readers.all().forEach(seat -> seat.scarce.clear());
            seenStaffing = readers.staffing();
            seenNeeds = 0;
        }
        var needs = cases.queues();
        for (; seenNeeds < needs.size(); seenNeeds++) {
            share(needs.get(seenNeeds));
        }
    }

    private void share(NeedQueue queue) {
        var able = readers.firstOnShift(queue, terms.readers() + 1);
        queue.scarce = !able.isEmpty() && able.size() <= terms.readers();
        if (queue.scarce) {
            able.forEach(seat -> seat.scarce.add(queue));
        }
    }

    /** Whether a case that is scarce for this reader is due soon, or stays behind when their shift ends soon. */
    boolean keeps(Seat seat, Hiding hiding, Instant now) {
        if (isOff()) {
            return false;
        }
        refresh();
        var soon = now.plus(terms.window());
        var shiftEnds = seat.shiftEnds();
        boolean lastHour = shiftEnds != null && !shiftEnds.isAfter(soon);
        for (var queue : seat.scarce) {
            if (anyDue(queue, seat, hiding, lastHour ? Instant.MAX : soon)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyDue(NeedQueue queue, Seat seat, Hiding hiding, Instant until) {
        for (var entry : queue.due) {
            if (entry.work.dueAt().isAfter(until)) {
                return false;
            }
            if (!hiding.hides(queue, entry, seat)) {
                return true;
            }
        }
        return false;
    }

    /** Whether so few on shift may read it that they are kept for it. */
    boolean isScarce(NeedQueue queue) {
        if (isOff()) {
            return false;
        }
        refresh();
        return queue.scarce;
    }

    /** Classes from which on nobody is kept for something else. */
    boolean isPressing(ReadingClass rank) {
        return !terms.below().isBefore(rank);
    }
}
