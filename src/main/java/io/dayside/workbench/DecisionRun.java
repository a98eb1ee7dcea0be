package io.dayside.workbench;

import io.dayside.cases.CaseId;
import io.dayside.routing.engine.Credentials;
import io.dayside.routing.engine.Decision;
import io.dayside.routing.engine.Flag;
import io.dayside.routing.engine.Need;
import io.dayside.routing.engine.Pace;
import io.dayside.routing.engine.Policies;
import io.dayside.routing.engine.PolicyFile;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.ReadingOrder;
import io.dayside.routing.engine.Waiting;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Severity;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One order of reading with as many open cases and specialists as asked for, kept at that size while cases come, are read
 * and grow old.
 */
final class DecisionRun {

    static final int HOSPITALS = 60;

    private static final List<String> MODALITIES = List.of("CT", "MR", "DX", "MG", "US");
    private static final List<String> REGIONS = List.of("HEAD", "CHEST", "ABDOMEN", "SPINE", "EXTREMITY");
    private static final List<String> JURISDICTIONS = List.of("GB", "IE", "CH", "DE");
    private static final Instant BEGIN = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration SHIFT = Duration.ofHours(9);
    private static final int ON_SHIFT_ONE_IN = 3;

    /** With what was read the day before as long as a day's list, so that each decision counts; and never reached. */
    private static final Pace CONTRACT = new Pace(60, 80, ZoneOffset.UTC);

    private static final List<Instant> READ_YESTERDAY =
            Collections.nCopies(CONTRACT.perDay(), BEGIN.minus(Duration.ofHours(20)));

    /** Of those on shift; the others are idle when a case arrives. */
    private static final double READING = 0.8;

    private static final Map<ReadingClass, Duration> TARGETS = Map.of(
            ReadingClass.STAT, Duration.ofHours(1),
            ReadingClass.URGENT, Duration.ofHours(4),
            ReadingClass.ROUTINE, Duration.ofHours(24));

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Microseconds of each decision; of the processor's time other work on the machine takes no part. */
    record Decided(Percentiles elapsed, Percentiles processor) {}

    record Taken(Decided next, Decided placing, int needs) {}

    private static final class Times {

        private final double[] elapsed;
        private final double[] processor;
        private int count;

        private Times(int most) {
            elapsed = new double[most];
            processor = new double[most];
        }

        private void add(Runnable decision) {
            long processorBegin = THREADS.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            decision.run();
            elapsed[count] = (System.nanoTime() - begin) / 1e3;
            processor[count++] = (THREADS.getCurrentThreadCpuTime() - processorBegin) / 1e3;
        }

        private Decided decided() {
            return new Decided(Percentiles.of(elapsed), Percentiles.of(processor));
        }
    }

    private final Random random = new Random(5);
    private final List<Need> needs = new ArrayList<>();
    private final Papers papers = new Papers();
    private final ReadingOrder order = new ReadingOrder(Policies.of(PolicyFile.standard()), papers);
    private final Set<Need> seen = new HashSet<>();
    private final List<String> reading = new ArrayList<>();
    private final Map<String, CaseId> held = new HashMap<>();
    private Instant now = BEGIN;
    private Optional<Decision> decision = Optional.empty();

    DecisionRun(int cases, int specialists) {
        for (int i = 0; i < HOSPITALS; i++) {
            addNeeds(new TenantId("hospital-" + i), JURISDICTIONS.get(i % JURISDICTIONS.size()));
        }
        for (int i = 0; i < specialists; i++) {
            join("reader-" + i, i % ON_SHIFT_ONE_IN == 0);
        }
        for (int i = 0; i < cases; i++) {
            order.arrive(work(Duration.ofSeconds(random.nextInt(20 * 3_600))), now);
        }
    }

    private void addNeeds(TenantId hospital, String jurisdiction) {
        for (var modality : MODALITIES) {
            for (var region : REGIONS) {
                needs.add(Need.of(hospital, jurisdiction, modality, region));
            }
        }
    }

    private void join(String reader, boolean onShift) {
        papers.write(reader, random);
        order.join(reader, 1);
        order.limit(reader, CONTRACT);
        order.hasRead(reader, READ_YESTERDAY);
        if (onShift) {
            order.beginShift(reader, now.plus(SHIFT), now);
            if (random.nextDouble() < READING) {
                reading.add(reader);
            }
        }
    }

    /** Each time one reader finishes and asks for the next case, and one case arrives. */
    Taken ask(int times) {
        var next = new Times(times);
        var placing = new Times(times);
        for (int i = 0; i < times; i++) {
            now = now.plusMillis(random.nextInt(100));
            var reader = reading.get(random.nextInt(reading.size()));
            finish(reader);
            next.add(() -> decision = order.next(reader, now));
            decision.ifPresent(given -> take(reader, given));
            var work = work(Duration.ZERO);
            placing.add(() -> place(work));
            if (decision.isEmpty()) {
                order.withdraw(work.id(), now);
            }
        }
        return new Taken(next.decided(), placing.decided(), seen.size());
    }

    private void place(Waiting work) {
        order.arrive(work, now);
        order.placement(work.id(), now);
    }

    int countWaiting() {
        return order.countWaiting();
    }

    private void finish(String reader) {
        var id = held.remove(reader);
        if (id != null) {
            order.finish(id, now);
            order.hasRead(reader, READ_YESTERDAY);
        }
    }

    private void take(String reader, Decision given) {
        order.take(reader, given.id(), now);
        held.put(reader, given.id());
    }

    private Waiting work(Duration waited) {
        var need = needs.get(random.nextInt(needs.size()));
        seen.add(need);
        var ordered = ordered();
        var since = now.minus(waited);
        var target = TARGETS.getOrDefault(ordered, SHIFT);
        return new Waiting(
                new CaseId(need.tenant(), Ids.next()),
                need,
                ordered,
                random.nextInt(20) == 0 ? new Flag(Severity.CRITICAL, 0.5 + random.nextDouble() / 2) : null,
                since,
                since.plus(target),
                target,
                "patient-" + random.nextInt(50_000),
                Duration.ofMinutes(10),
                1);
    }

    private ReadingClass ordered() {
        double share = random.nextDouble();
        return share < 0.05 ? ReadingClass.STAT : share < 0.3 ? ReadingClass.URGENT : ReadingClass.ROUTINE;
    }

    /** One to three jurisdictions, and two to five of the modalities, each in all regions. */
    private static final class Papers implements Credentials {

        private final Map<String, Set<String>> jurisdictions = new HashMap<>();
        private final Map<String, Set<String>> modalities = new HashMap<>();

        private void write(String reader, Random random) {
            jurisdictions.put(reader, some(JURISDICTIONS, 1 + random.nextInt(3), random));
            modalities.put(reader, some(MODALITIES, 2 + random.nextInt(4), random));
        }

        private static Set<String> some(List<String> of, int count, Random random) {
            var chosen = new HashSet<String>();
            while (chosen.size() < count) {
                chosen.add(of.get(random.nextInt(of.size())));
            }
            return chosen;
        }

        @Override
        public boolean allow(String reader, Need need, LocalDate day) {
            return jurisdictions.getOrDefault(reader, Set.of()).contains(need.jurisdiction())
                    && modalities.getOrDefault(reader, Set.of()).contains(need.modality());
        }

        @Override
        public double fit(String reader, Need need) {
            return 1.0 / modalities.getOrDefault(reader, Set.of("")).size();
        }
    }
}
