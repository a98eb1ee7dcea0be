package io.dayside.simulation.discipline;

import io.dayside.cases.CaseId;
import io.dayside.routing.engine.Credentials;
import io.dayside.routing.engine.Flag;
import io.dayside.routing.engine.Need;
import io.dayside.routing.engine.Pace;
import io.dayside.routing.engine.Placement;
import io.dayside.routing.engine.Policies;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.ReadingOrder;
import io.dayside.routing.engine.RoutingPolicy;
import io.dayside.routing.engine.Standing;
import io.dayside.routing.engine.Waiting;
import io.dayside.simulation.engine.CaseSpec;
import io.dayside.simulation.engine.Discipline;
import io.dayside.simulation.engine.Floor;
import io.dayside.simulation.engine.Minutes;
import io.dayside.simulation.engine.SimCase;
import io.dayside.simulation.engine.SimReader;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The order of reading that the live worklist uses, told of the simulated floor. */
public final class RoutingOrder implements Discipline {

    private static final TenantId HOSPITAL = new TenantId("simulated");
    private static final double LONGEST_SHIFT_MINUTES = 366 * 1_440;

    private final RoutingPolicy policy;
    private final Terms terms;
    private final List<SimReader> readers;
    private final ReadingOrder order;
    private final Map<CaseId, SimCase> cases = new HashMap<>();
    private @Nullable Placement placed;

    /**
     * What the routing needs to know of a scenario.
     *
     * @param start the instant of minute 0
     * @param regions of each kind of case
     * @param skills of each kind of case
     * @param classes of routing that the classes of orders are
     * @param limits promised to each class
     * @param paces of readers whom a contract limits, by their place in the list of readers
     */
    public record Terms(
            Instant start,
            List<String> regions,
            List<String> skills,
            List<ReadingClass> classes,
            List<Duration> limits,
            Map<Integer, Pace> paces) {}

    public RoutingOrder(Floor floor, RoutingPolicy policy, Terms terms) {
        this.policy = policy;
        this.terms = terms;
        this.readers = floor.readers();
        this.order = new ReadingOrder(Policies.of(policy), new Papers(readers, terms));
        readers.forEach(reader -> {
            order.join(name(reader), 1);
            order.limit(name(reader), terms.paces().get(reader.index()));
        });
    }

    /** Kinds that a reader may read, as papers; their body region is the number of the kind. */
    private record Papers(List<SimReader> readers, Terms terms) implements Credentials {
        @Override
        public boolean allow(String reader, Need need, LocalDate day) {
            return readers.get(Integer.parseInt(reader)).mayRead(Integer.parseInt(need.bodyRegion()));
        }
    }

    private static String name(SimReader reader) {
        return Integer.toString(reader.index());
    }

    private static CaseId id(SimCase simCase) {
        return new CaseId(HOSPITAL, new UUID(0, simCase.spec().number()));
    }

    private Instant at(double minutes) {
        return Minutes.at(terms.start(), minutes);
    }

    @Override
    public void waits(SimCase simCase, double now) {
        CaseId id = id(simCase);
        cases.put(id, simCase);
        if (!order.giveBack(id, at(now))) {
            order.arrive(waiting(simCase), at(now));
        }
    }

    private Waiting waiting(SimCase simCase) {
        CaseSpec spec = simCase.spec();
        Duration limit = terms.limits().get(spec.orderClass());
        Instant since = at(spec.arrivesAt());
        return new Waiting(
                id(simCase),
                Need.of(
                        HOSPITAL,
                        terms.regions().get(spec.kind()),
                        terms.skills().get(spec.kind()),
                        Integer.toString(spec.kind())),
                terms.classes().get(spec.orderClass()),
                simCase.pressing() == spec.orderClass() ? null : flag(spec),
                since,
                since.plus(limit),
                limit,
                "",
                Duration.ofMillis(Math.round(spec.expectedMinutes() * 60_000)),
                spec.expectedMinutes());
    }

    private Flag flag(CaseSpec spec) {
        boolean first = spec.flaggedClass() == 0;
        return new Flag(first ? Severity.CRITICAL : Severity.SIGNIFICANT, spec.flagProbability());
    }

    @Override
    public void raised(SimCase simCase, int before, double now) {
        order.change(waiting(simCase), at(now));
    }

    @Override
    public void raisedInReading(SimCase simCase, double now) {
        order.change(waiting(simCase), at(now));
    }

    @Override
    public @Nullable SimCase next(SimReader reader, double now) {
        SimCase first = first(reader, now);
        if (first != null) {
            give(reader, first, now);
        }
        return first;
    }

    /** What {@link #next} would take out, without taking it. */
    public @Nullable SimCase first(SimReader reader, double now) {
        return order.next(name(reader), at(now))
                .map(decision -> Objects.requireNonNull(cases.get(decision.id())))
                .orElse(null);
    }

    /** This free reader reads this waiting case now, whatever is first. */
    public void give(SimReader reader, SimCase simCase, double now) {
        order.take(name(reader), id(simCase), at(now));
    }

    /** Where a case stands now. */
    public Standing standing(SimCase simCase, double now) {
        return Standing.of(waiting(simCase), policy, at(now));
    }

    @Override
    public void finished(SimReader reader, SimCase simCase, double now) {
        cases.remove(id(simCase));
        order.finish(id(simCase), at(now));
    }

    @Override
    public @Nullable SimReader freeReaderFor(SimCase simCase, double now) {
        placed = order.placement(id(simCase), at(now)).orElse(null);
        return placed == null || placed.offers().isEmpty()
                ? null
                : reader(placed.offers().getFirst().reader());
    }

    /** Asked right after {@link #freeReaderFor} of the same case. */
    @Override
    public @Nullable SimReader interruptedBy(SimCase simCase, double now) {
        Placement last = placed;
        return last == null || !last.id().equals(id(simCase))
                ? null
                : last.interruption().map(whom -> reader(whom.reader())).orElse(null);
    }

    private SimReader reader(String name) {
        return readers.get(Integer.parseInt(name));
    }

    @Override
    public void shiftStarted(SimReader reader, double now) {
        double end = Math.min(reader.shiftEndsAt(), now + LONGEST_SHIFT_MINUTES);
        order.beginShift(name(reader), at(end), at(now));
    }

    @Override
    public Iterable<SimCase> shiftEnded(SimReader reader, double now) {
        order.endShift(name(reader), at(now));
        return List.of();
    }
}
