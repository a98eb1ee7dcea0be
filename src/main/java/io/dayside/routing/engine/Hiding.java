package io.dayside.routing.engine;

/** Whom a case is not put before again because they declined it: as long as somebody else may read it who did not. */
record Hiding(Readers readers) {

    boolean hides(NeedQueue queue, Entry entry, Seat seat) {
        return !entry.declinedBy().isEmpty()
                && entry.declinedBy().contains(seat.reader)
                && readers.anybody(queue, other -> !entry.declinedBy().contains(other.reader));
    }
}
