package io.dayside.planning;

import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.simulation.Outcome;
import io.dayside.simulation.ScenarioReader;
import io.dayside.simulation.Variant;
import io.dayside.simulation.WhatIf;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** Replays the past of the hospitals that the caller answers for, as it was and as it might have been. */
@Service
public class Planner {

    /** Weeks have their shape, so whole ones are looked at. */
    static final Duration LOOKED_BACK = Duration.ofDays(28);

    private static final Set<Role> PLANNERS = EnumSet.of(Role.MANAGER, Role.OPERATOR);
    private static final String PLANNING = "hasAnyRole('MANAGER', 'OPERATOR')";
    private static final int SEEDS = 10;

    private final PastWork past;
    private final Specialists specialists;
    private final Callers callers;
    private final Clock clock;

    /** One comparison at a time: pages and studies need the processors more. */
    private final Semaphore turn = new Semaphore(1, true);

    Planner(PastWork past, Specialists specialists, Callers callers, Clock clock) {
        this.past = past;
        this.specialists = specialists;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * What can be replayed.
     *
     * @param readers names of who may read something of it, in their order
     * @param measured readings whose times are known
     * @param assumed whether they are too few, so that reading takes ten minutes on average
     */
    public record Past(
            LocalDate from, int days, int cases, int leftOut, int measured, boolean assumed, List<String> readers) {}

    /** The last 28 days of the caller's hospitals; empty where nothing came that somebody may read. */
    @PreAuthorize(PLANNING)
    public Optional<Past> past() {
        return floor().map(Planner::summary);
    }

    private static Past summary(PastFloor floor) {
        return new Past(
                floor.scenario().start(),
                floor.scenario().days(),
                floor.cases(),
                floor.leftOut(),
                floor.measured(),
                floor.measured() < PastFloor.ENOUGH,
                floor.scenario().readers().stream()
                        .map(ScenarioReader::name)
                        .sorted()
                        .toList());
    }

    /** Variants of one past, ready to be run on any thread. */
    public final class Comparison {

        private final List<Variant> variants;

        private Comparison(List<Variant> variants) {
            this.variants = variants;
        }

        /**
         * Waits for its turn, then runs.
         *
         * @param progress hears the share that is done, 0 to 1
         * @param cancelled asked before each run
         * @return in the order of the variants; empty when it was cancelled before anything could be said
         */
        public List<Outcome> run(DoubleConsumer progress, BooleanSupplier cancelled) throws InterruptedException {
            turn.acquire();
            try {
                return new WhatIf(
                                variants,
                                LongStream.rangeClosed(1, SEEDS).boxed().toList())
                        .run(progress, cancelled);
            } finally {
                turn.release();
            }
        }
    }

    /**
     * @param variants one to three, with different names
     * @return empty where there is no past
     * @throws IllegalArgumentException with what is wrong with a variant, in words
     */
    @PreAuthorize(PLANNING)
    public Optional<Comparison> compare(List<StaffingVariant> variants) {
        var names = variants.stream().map(StaffingVariant::name).collect(Collectors.toSet());
        if (names.size() < variants.size()) {
            throw new IllegalArgumentException("Two variants have the same name.");
        }
        return floor().map(floor -> new Comparison(
                variants.stream().map(variant -> variant.of(floor)).toList()));
    }

    private Optional<PastFloor> floor() {
        var now = clock.instant();
        var visible = hospitals();
        if (visible.isEmpty()) {
            return Optional.empty();
        }
        var came = TenantScope.call(visible, () -> past.since(now.minus(LOOKED_BACK)));
        return PastFloor.of(came, TenantScope.call(visible, specialists::all), now);
    }

    private Set<TenantId> hospitals() {
        var caller = callers.required();
        return caller.tenants().stream()
                .filter(tenant -> caller.isOneOf(PLANNERS, tenant))
                .collect(Collectors.toUnmodifiableSet());
    }
}
