package io.dayside.simulation;

import io.dayside.routing.engine.Pace;
import io.dayside.routing.engine.PolicyFile;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.RoutingPolicy;
import io.dayside.simulation.discipline.RoutingOrder;
import io.dayside.simulation.engine.Floor;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Dayside's own routing. The bounds of its policy are replaced by the guarantees of the scenario's classes, of which there
 * may be three at most: STAT, urgent and routine.
 */
public record DaysidePolicy(String words, RoutingPolicy terms) implements Policy {

    /** The policy as it is delivered. */
    public static DaysidePolicy standard() {
        return new DaysidePolicy("Dayside", PolicyFile.standard());
    }

    @Override
    public boolean hearsModels() {
        return true;
    }

    @Override
    public RoutingOrder discipline(Floor floor, Scenario scenario) {
        Kinds kinds = Kinds.of(scenario);
        var numbers = IntStream.range(0, kinds.count());
        var setting = new RoutingOrder.Terms(
                scenario.start().atStartOfDay(ZoneOffset.UTC).toInstant(),
                numbers.mapToObj(kinds::region).toList(),
                IntStream.range(0, kinds.count()).mapToObj(kinds::skill).toList(),
                classes(scenario),
                scenario.classes().stream().map(CaseClass::limit).toList(),
                paces(scenario));
        return new RoutingOrder(floor, bounded(scenario), setting);
    }

    private static Map<Integer, Pace> paces(Scenario scenario) {
        var paces = new HashMap<Integer, Pace>();
        for (int i = 0; i < scenario.readers().size(); i++) {
            var reader = scenario.readers().get(i);
            var contract = reader.contract();
            if (contract != null) {
                paces.put(i, contract.pace(reader.zone()));
            }
        }
        return paces;
    }

    /** @throws IllegalArgumentException when the scenario has classes of orders that the routing does not know */
    public void requireKnown(Scenario scenario) {
        java.util.Objects.requireNonNull(bounded(scenario));
    }

    private static List<ReadingClass> classes(Scenario scenario) {
        return switch (scenario.classes().size()) {
            case 1 -> List.of(ReadingClass.ROUTINE);
            case 2 -> List.of(ReadingClass.STAT, ReadingClass.ROUTINE);
            case 3 -> List.of(ReadingClass.STAT, ReadingClass.URGENT, ReadingClass.ROUTINE);
            default ->
                throw new IllegalArgumentException("Dayside's routing knows three classes of orders, not %d"
                        .formatted(scenario.classes().size()));
        };
    }

    private RoutingPolicy bounded(Scenario scenario) {
        Map<ReadingClass, Duration> bounds = new EnumMap<>(terms.bounds());
        List<ReadingClass> classes = classes(scenario);
        for (int i = 0; i < classes.size(); i++) {
            bounds.put(classes.get(i), scenario.classes().get(i).guarantee());
        }
        Duration first = scenario.classes().getFirst().guarantee();
        bounds.merge(ReadingClass.FRONT, first, (one, other) -> one.compareTo(other) < 0 ? one : other);
        return new RoutingPolicy(
                bounds,
                terms.flagged(),
                terms.ageing(),
                terms.headStarts(),
                terms.weights(),
                terms.placing(),
                terms.reservation(),
                terms.interrupts());
    }
}
