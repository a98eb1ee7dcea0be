package io.dayside.simulation.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of the event clock over one floor, one stream of cases and one discipline. Not for several threads. */
public final class Simulation {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final List<SimReader> readers;
    private final Supplier<@Nullable CaseSpec> arrivals;
    private final Discipline discipline;
    private final Conduct conduct;
    private final Consumer<SimCase> closed;
    private final double measuredFrom;
    private final double measuredUntil;

    private final List<ShiftChange> changes;
    private final PriorityQueue<Later> later = new PriorityQueue<>();
    private int nextChange;
    private @Nullable CaseSpec arriving;
    private double now;
    private long scheduled;
    private int measuredOpen;

    private record ShiftChange(double at, SimReader reader, boolean starts, double endsAt) {}

    /** Something that happens to a case or a reader at a later time. */
    private record Later(double at, long order, Runnable happens) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /**
     * @param arrivals in the order of time; null when no more come
     * @param closed hears of each case whose reading ended
     * @param measuredFrom start of the time over which readers' minutes are counted
     * @param measuredUntil its end
     */
    public Simulation(
            List<SimReader> readers,
            Supplier<@Nullable CaseSpec> arrivals,
            Discipline discipline,
            Conduct conduct,
            Consumer<SimCase> closed,
            double measuredFrom,
            double measuredUntil) {
        this.readers = List.copyOf(readers);
        this.arrivals = arrivals;
        this.discipline = discipline;
        this.conduct = conduct;
        this.closed = closed;
        this.measuredFrom = measuredFrom;
        this.measuredUntil = measuredUntil;
        this.changes = changesOf(readers);
        this.arriving = arrivals.get();
    }

    /** Runs until every case that arrived inside the measured time is closed, at most until {@code limit}. */
    public void run(double limit) {
        while (now <= limit && !isDone()) {
            if (!step(limit)) {
                return;
            }
        }
    }

    /** Cases of the measured time that are not closed. */
    public int measuredOpen() {
        return measuredOpen;
    }

    private boolean isDone() {
        return measuredOpen == 0 && (arriving == null || arriving.arrivesAt() >= measuredUntil);
    }

    private boolean step(double limit) {
        SimReader finisher = nextFinisher();
        double finish = finisher == null ? NEVER : finisher.readingEndsAt();
        double arrival = arriving == null ? NEVER : arriving.arrivesAt();
        double change = nextChange < changes.size() ? changes.get(nextChange).at() : NEVER;
        double other = later.isEmpty() ? NEVER : later.peek().at();
        double at = Math.min(Math.min(finish, arrival), Math.min(change, other));
        if (at == NEVER || at > limit) {
            now = limit;
            return false;
        }
        now = at;
        if (finisher != null && finish == at) {
            readingEnds(finisher);
        } else if (change == at) {
            shiftChanges(changes.get(nextChange++));
        } else if (other == at) {
            later.remove().happens().run();
        } else {
            arrive();
        }
        return true;
    }

    private @Nullable SimReader nextFinisher() {
        SimReader first = null;
        double earliest = NEVER;
        for (int i = 0; i < readers.size(); i++) {
            SimReader reader = readers.get(i);
            if (reader.readingEndsAt() < earliest) {
                first = reader;
                earliest = reader.readingEndsAt();
            }
        }
        return first;
    }

    private void arrive() {
        CaseSpec spec = arriving;
        if (spec == null) {
            return;
        }
        arriving = arrivals.get();
        SimCase simCase = new SimCase(spec);
        if (isMeasured(spec)) {
            measuredOpen++;
        }
        if (conduct.modelsFlag() && spec.flaggedAt() < NEVER) {
            if (spec.flaggedAt() <= now) {
                simCase.raise();
            } else {
                schedule(spec.flaggedAt(), () -> flag(simCase));
            }
        }
        simCase.waitFrom(now);
        putDown(simCase);
    }

    /** Into the list, then to whoever is free or has to stop for it. */
    private void putDown(SimCase simCase) {
        discipline.waits(simCase, now);
        offer(simCase);
    }

    private void offer(SimCase simCase) {
        SimReader free = discipline.freeReaderFor(simCase, now);
        if (free != null) {
            readNext(free);
            return;
        }
        SimReader interrupted = discipline.interruptedBy(simCase, now);
        if (interrupted != null) {
            SimCase stopped = takeAway(interrupted);
            discipline.waits(stopped, now);
            readNext(interrupted);
            if (stopped.isWaiting()) {
                offer(stopped);
            }
        }
    }

    private SimCase takeAway(SimReader reader) {
        double done = (now - reader.readingSince()) / reader.factor();
        SimCase stopped = reader.stop(now, measuredFrom, measuredUntil);
        stopped.interrupt(done);
        stopped.waitFrom(now);
        return stopped;
    }

    private void readNext(SimReader reader) {
        SimCase next = discipline.next(reader, now);
        if (next != null) {
            reader.open(next, now);
        }
    }

    private void flag(SimCase simCase) {
        int before = simCase.pressing();
        simCase.raise();
        if (simCase.pressing() == before || !Double.isNaN(simCase.closedAt())) {
            return;
        }
        if (simCase.isWaiting()) {
            discipline.raised(simCase, before, now);
            offer(simCase);
        } else {
            discipline.raisedInReading(simCase, now);
        }
    }

    private void readingEnds(SimReader reader) {
        boolean losing = reader.isLosing();
        SimCase stopped = reader.stop(now, measuredFrom, measuredUntil);
        if (losing) {
            lose(reader, stopped);
            return;
        }
        stopped.close(now);
        if (isMeasured(stopped.spec())) {
            measuredOpen--;
        }
        closed.accept(stopped);
        discipline.finished(reader, stopped, now);
        restOrRead(reader);
    }

    private void restOrRead(SimReader reader) {
        double from = reader.finished(now);
        if (reader.isResting()) {
            schedule(from, () -> {
                reader.rested(now);
                if (reader.isFree()) {
                    readNext(reader);
                }
            });
        } else if (reader.isOn()) {
            readNext(reader);
        }
    }

    private void lose(SimReader reader, SimCase simCase) {
        simCase.lose(now);
        reader.leave();
        schedule(now + conduct.leaseMinutes(), () -> {
            simCase.comeBack();
            putDown(simCase);
        });
        schedule(now + conduct.awayMinutes(), () -> {
            reader.comeBack(now);
            begin(reader);
        });
        end(reader);
    }

    private void shiftChanges(ShiftChange change) {
        SimReader reader = change.reader();
        if (change.starts()) {
            reader.startShift(now, change.endsAt());
            begin(reader);
            return;
        }
        reader.endShift();
        if (conduct.handBackAtShiftEnd() && reader.reading() != null) {
            putDown(takeAway(reader));
        }
        end(reader);
    }

    private void begin(SimReader reader) {
        if (reader.isOn()) {
            discipline.shiftStarted(reader, now);
        }
        if (reader.isFree()) {
            readNext(reader);
        }
    }

    private void end(SimReader reader) {
        for (SimCase left : discipline.shiftEnded(reader, now)) {
            putDown(left);
        }
    }

    private boolean isMeasured(CaseSpec spec) {
        return spec.arrivesAt() >= measuredFrom && spec.arrivesAt() < measuredUntil;
    }

    private void schedule(double at, Runnable happens) {
        later.add(new Later(at, scheduled++, happens));
    }

    /** In the order of time; at one moment ends before starts, so that nobody is on twice. */
    private static List<ShiftChange> changesOf(List<SimReader> readers) {
        List<ShiftChange> all = new ArrayList<>();
        for (SimReader reader : readers) {
            Shifts shifts = reader.shifts();
            for (int i = 0; i < shifts.count(); i++) {
                all.add(new ShiftChange(shifts.from()[i], reader, true, shifts.until()[i]));
                if (shifts.until()[i] < NEVER) {
                    all.add(new ShiftChange(shifts.until()[i], reader, false, 0));
                }
            }
        }
        all.sort(Comparator.comparingDouble(ShiftChange::at).thenComparing(ShiftChange::starts));
        return all;
    }
}
