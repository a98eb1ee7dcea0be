package io.dayside.simulation.lookahead;

import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.Standing;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The floor at one moment: what waits, in the order of reading, and who is there or comes within the horizon. Knows what a
 * rule may know: expected reading times and shifts, not how long a reading will take.
 */
final class Outlook {

    /** Whoever reads longer than expected is expected to need so much more. */
    private static final double LEAST_MINUTES_LEFT = 2;

    /** What is not read before the horizon is expected to be read so much later, or when somebody comes. */
    private static final double AFTER_HORIZON_MINUTES = 60;

    private static final double USUAL_MINUTES = 10;

    /** As {@link io.dayside.routing.engine.ReadingOrder} has it. */
    private static final Comparator<Ranked> ORDER = Comparator.<Ranked, Boolean>comparing(
                    one -> !one.standing().overBound())
            .thenComparing(Ranked::rank)
            .thenComparing(Ranked::from)
            .thenComparing(one -> one.simCase().spec().number());

    private final List<SimReader> readers;
    private final LookAhead.Terms terms;
    private final double now;
    private final List<Chair> chairs = new ArrayList<>();
    private final List<SimCase> ordered = new ArrayList<>();
    private final Map<Integer, List<Chair>> ofKind = new HashMap<>();
    private final Map<Integer, Double> otherwise = new HashMap<>();

    private record Ranked(SimCase simCase, Standing standing) {

        /** Over their bound all are alike. */
        ReadingClass rank() {
            return standing.overBound() ? ReadingClass.FRONT : standing.rank();
        }

        Instant from() {
            return standing.overBound() ? standing.work().since() : standing.pressing();
        }
    }

    Outlook(List<SimReader> readers, LookAhead.Terms terms, double now) {
        this.readers = readers;
        this.terms = terms;
        this.now = now;
        readers.forEach(this::seat);
    }

    private void seat(SimReader reader) {
        double from = reader.isOn() ? busyMinutes(reader) : reader.shifts().firstOnFrom(now) - now;
        double until = from + reader.shifts().minutesBetween(now + from, now + terms.horizonMinutes());
        if (until > from && (reader.isOn() || from > 0)) {
            chairs.add(new Chair(reader.index(), from, until, reader.factor()));
        }
    }

    private double busyMinutes(SimReader reader) {
        SimCase read = reader.reading();
        return read == null
                ? 0
                : Math.max(
                        LEAST_MINUTES_LEFT,
                        read.spec().expectedMinutes() * reader.factor() - (now - reader.readingSince()));
    }

    /** Each case to whoever who may read it is free first, in the order of reading: what a rule that looks ahead would do. */
    AheadPlan firstFree(Collection<SimCase> waiting, Function<SimCase, Standing> standings) {
        double[] free = new double[readers.size()];
        chairs.forEach(chair -> free[chair.reader] = chair.from);
        List<OpenCase> open = new ArrayList<>();
        waiting.stream()
                .filter(simCase -> !chairsOf(simCase).isEmpty())
                .map(simCase -> new Ranked(simCase, standings.apply(simCase)))
                .sorted(ORDER)
                .limit(terms.mostCases())
                .forEach(ranked -> {
                    open.add(opened(ranked.simCase(), open.size(), free));
                    ordered.add(ranked.simCase());
                });
        return new AheadPlan(open);
    }

    private OpenCase opened(SimCase simCase, int place, double[] free) {
        Work work = work(simCase);
        Chair first = null;
        for (Chair chair : chairsOf(simCase)) {
            double at = free[chair.reader];
            if (at < chair.until && (first == null || at < free[first.reader])) {
                first = chair;
            }
        }
        if (first != null) {
            free[first.reader] += work.minutes() * first.factor;
        }
        return new OpenCase(place, work, chairsOf(simCase), first);
    }

    private Work work(SimCase simCase) {
        int pressing = simCase.pressing();
        double minutes = simCase.spec().expectedMinutes();
        return new Work(
                minutes,
                now - simCase.spec().arrivesAt(),
                terms.guaranteeMinutes()[pressing],
                terms.limitMinutes()[pressing],
                otherwise.computeIfAbsent(simCase.spec().kind(), this::otherwiseFrom),
                terms.longAsShort() ? minutes / USUAL_MINUTES : 1);
    }

    private List<Chair> chairsOf(SimCase simCase) {
        return ofKind.computeIfAbsent(
                simCase.spec().kind(),
                kind -> chairs.stream()
                        .filter(chair -> readers.get(chair.reader).mayRead(kind))
                        .toList());
    }

    private double otherwiseFrom(int kind) {
        double after = now + terms.horizonMinutes() + AFTER_HORIZON_MINUTES;
        return readers.stream()
                        .filter(reader -> reader.mayRead(kind))
                        .mapToDouble(reader -> reader.shifts().firstOnFrom(after))
                        .min()
                        .orElse(after)
                - now;
    }

    /** The cases of each reader in the order in which they are to read them. */
    Map<Integer, List<SimCase>> turns(AheadPlan plan) {
        Map<Integer, List<SimCase>> turns = new HashMap<>();
        plan.getCases().stream()
                .filter(open -> open.getChair() != null)
                .forEach(open -> turns.computeIfAbsent(open.chosen().reader, _ -> new ArrayList<>())
                        .add(ordered.get(open.getPlace())));
        return turns;
    }
}
