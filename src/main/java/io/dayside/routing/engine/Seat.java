package io.dayside.routing.engine;

import io.dayside.cases.CaseId;
import io.dayside.routing.engine.WaitingCases.Patient;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reader: shift, what they hold, what they have read. */
final class Seat {

    /** Continuity is asked of the last so many patients; more would cost at each decision and say less. */
    private static final int REMEMBERED = 64;

    /** @param rank class that the case had when it was given out */
    record Held(Waiting work, ReadingClass rank, Instant since) {}

    final String reader;
    final int number;

    /** Cases that they may hold at once. */
    final int places;

    final Map<CaseId, Held> held = new LinkedHashMap<>();

    /** Needs that are scarce and theirs, as {@link Scarcity} last saw it. */
    final List<NeedQueue> scarce = new ArrayList<>();

    private final LinkedHashSet<Patient> patients = new LinkedHashSet<>();

    private @Nullable Instant shiftEnds;
    private Instant freeSince = Instant.MIN;
    private double readThisShift;
    private long declines;

    private @Nullable Pace pace;

    /** When they read what still counts against {@link #pace}, oldest first. */
    private final ArrayDeque<Instant> read = new ArrayDeque<>();

    /** Of the reader's day as {@link #hasPlace} last saw it. */
    private Instant dayBegins = Instant.MIN;

    private Instant dayEnds = Instant.MIN;

    Seat(String reader, int number, int places) {
        this.reader = reader;
        this.number = number;
        this.places = places;
    }

    /** On shift already, only its end becomes another. */
    void begin(Instant until, Instant now) {
        if (!onShift()) {
            freeSince = now;
            readThisShift = 0;
        }
        shiftEnds = until;
    }

    void end() {
        shiftEnds = null;
    }

    boolean onShift() {
        return shiftEnds != null;
    }

    @Nullable
    Instant shiftEnds() {
        return shiftEnds;
    }

    boolean hasPlace(Instant now) {
        return held.size() < places && allows(held.size(), now);
    }

    /** Whether they may begin a case for which they put one aside. */
    boolean mayExchange(Instant now) {
        return allows(held.size() - 1, now);
    }

    void limit(@Nullable Pace limit) {
        pace = limit;
        dayEnds = Instant.MIN;
    }

    /** @param instants oldest first */
    void hasRead(List<Instant> instants) {
        read.clear();
        read.addAll(instants);
    }

    /** Counts only where what is kept is as much as is allowed. */
    private boolean allows(int holding, Instant now) {
        var limit = pace;
        if (limit == null) {
            return true;
        }
        forgetRead(limit, now);
        int most = Math.min(limit.perHour(), limit.perDay());
        return holding + read.size() < most
                || (holding + limit.inTheHour(read, now) < limit.perHour()
                        && holding + countSince(dayBegins) < limit.perDay());
    }

    private void forgetRead(Pace limit, Instant now) {
        if (!now.isBefore(dayEnds) || now.isBefore(dayBegins)) {
            dayBegins = limit.dayBegin(now);
            dayEnds = limit.dayBegin(now, 1);
        }
        var oldest = now.minus(Pace.COUNTED);
        while (!read.isEmpty() && read.peekFirst().isBefore(oldest)) {
            read.removeFirst();
        }
    }

    private int countSince(Instant begin) {
        int count = 0;
        for (var at : read) {
            count += at.isBefore(begin) ? 0 : 1;
        }
        return count;
    }

    void took(Waiting work, ReadingClass rank, Instant now) {
        held.put(work.id(), new Held(work, rank, now));
    }

    void dropped(CaseId id, Instant now) {
        held.remove(id);
        if (held.isEmpty()) {
            freeSince = now;
        }
    }

    void finished(Waiting work, Instant now) {
        if (pace != null) {
            read.addLast(now);
        }
        readThisShift += work.value();
        Patient.of(work).ifPresent(this::remember);
    }

    void remember(Patient patient) {
        patients.remove(patient);
        patients.add(patient);
        if (patients.size() > REMEMBERED) {
            patients.removeFirst();
        }
    }

    boolean remembers(Waiting work) {
        return !patients.isEmpty()
                && Patient.of(work).filter(patients::contains).isPresent();
    }

    Iterable<Patient> patients() {
        return patients;
    }

    Instant freeSince() {
        return freeSince;
    }

    double readThisShift() {
        return readThisShift;
    }

    void declined() {
        declines++;
    }

    long declines() {
        return declines;
    }
}
