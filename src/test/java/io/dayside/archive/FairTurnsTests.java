package io.dayside.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is served when, counted in objects that others had served before. */
@Timeout(60)
class FairTurnsTests {

    private static final TenantId BULK = new TenantId("bulk");
    private static final TenantId SMALL = new TenantId("small");

    private record Item(TenantId tenant, int number, boolean urgent) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FairTurns oneAtATime = new FairTurns(1, threads);
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final List<Item> served = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        open.countDown();
        threads.close();
    }

    @Test
    void tenThousandOfOneHospitalLetAnothersTenThroughAtOnce() throws InterruptedException {
        var bulk = lane(BULK, Lane.Order.URGENT_FIRST);
        var small = lane(SMALL, Lane.Order.URGENT_FIRST);
        addTo(bulk, BULK, 10_000);
        begun.await();
        addTo(small, SMALL, 10);

        serveAll(10_010);

        assertThat(servedBeforeTheLastOf(SMALL, 10))
                .as("what was being served, and one turn more")
                .isLessThanOrEqualTo(2 * Lane.MOST_TOGETHER);
    }

    @Test
    void howeverManyHospitalsTransferEachHasOneTurnBeforeTheNext() throws InterruptedException {
        var bulk = IntStream.range(0, 5).mapToObj(i -> new TenantId("bulk" + i)).toList();
        for (var tenant : bulk) {
            addTo(lane(tenant, Lane.Order.URGENT_FIRST), tenant, 2_000);
        }
        begun.await();
        addTo(lane(SMALL, Lane.Order.URGENT_FIRST), SMALL, 10);

        serveAll(10_010);

        assertThat(servedBeforeTheLastOf(SMALL, 10)).isLessThanOrEqualTo((bulk.size() + 1) * Lane.MOST_TOGETHER);
    }

    @Test
    void aStatStudyOvertakesWhatItsOwnHospitalHasWaiting() throws InterruptedException {
        var bulk = lane(BULK, Lane.Order.URGENT_FIRST);
        addTo(bulk, BULK, 1_000);
        begun.await();
        IntStream.range(0, 5).forEach(number -> bulk.add(new Item(BULK, number, true)));

        serveAll(1_005);

        int lastUrgent = IntStream.range(0, served.size())
                .filter(place -> served.get(place).urgent())
                .max()
                .orElseThrow();
        assertThat(lastUrgent).as("what was being served, and they").isLessThan(Lane.MOST_TOGETHER + 5);
    }

    @Test
    void aStatStudyHasItsTurnBeforeTheRoutineOfEveryHospital() throws InterruptedException {
        var bulk = IntStream.range(0, 5).mapToObj(i -> new TenantId("bulk" + i)).toList();
        for (var tenant : bulk) {
            addTo(lane(tenant, Lane.Order.URGENT_FIRST), tenant, 500);
        }
        begun.await();
        var small = lane(SMALL, Lane.Order.URGENT_FIRST);
        addTo(small, SMALL, 100);
        small.add(new Item(SMALL, 0, true));

        serveAll(2_601);

        int place = IntStream.range(0, served.size())
                .filter(index -> served.get(index).urgent())
                .findFirst()
                .orElseThrow();
        assertThat(place).as("only what was being served went before").isLessThanOrEqualTo(Lane.MOST_TOGETHER);
    }

    @Test
    void manyStatStudiesDoNotKeepRoutineOut() throws InterruptedException {
        var order = Collections.synchronizedList(new ArrayList<String>());
        oneAtATime.execute(BULK, false, () -> {
            begun.countDown();
            await(open);
        });
        begun.await();
        var done = new CountDownLatch(101);
        oneAtATime.execute(SMALL, false, () -> note(order, "routine", done));
        IntStream.range(0, 100).forEach(_ -> oneAtATime.execute(BULK, true, () -> note(order, "urgent", done)));

        open.countDown();
        done.await();

        assertThat(order.indexOf("routine")).isEqualTo(FairTurns.MOST_URGENT_IN_A_ROW);
    }

    private static void note(List<String> order, String what, CountDownLatch done) {
        order.add(what);
        done.countDown();
    }

    @Test
    void aLaneThatKeepsItsOrderKeepsItAlsoWhereSomethingIsUrgent() throws InterruptedException {
        var lane = lane(BULK, Lane.Order.AS_ADDED);
        IntStream.range(0, 1_000).forEach(number -> lane.add(new Item(BULK, number, number % 7 == 0)));

        serveAll(1_000);

        assertThat(served)
                .extracting(Item::number)
                .isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void whatManyAddIsHandedOnOnceAndNeverTwoAtATime() throws InterruptedException {
        var turns = new FairTurns(4, threads);
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new CountDownLatch(8_000);
        var lane = new Lane<Item>(BULK, turns, Item::urgent, Lane.Order.URGENT_FIRST, items -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            served.addAll(items);
            atWork.decrementAndGet();
            items.forEach(_ -> done.countDown());
        });
        try (var adding = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                int first = thread * 1_000;
                adding.execute(() -> IntStream.range(first, first + 1_000)
                        .forEach(number -> lane.add(new Item(BULK, number, number % 3 == 0))));
            }
        }
        done.await();

        assertThat(most).hasValue(1);
        assertThat(served).extracting(Item::number).doesNotHaveDuplicates().hasSize(8_000);
        assertThat(lane.waiting()).isZero();
    }

    @Test
    void whatNobodyWaitsForGathersUntilItsTimeHasCome() {
        var promised = new ArrayList<Runnable>();
        var groups = new ArrayList<List<Integer>>();
        var lane = gathering(promised, groups);
        addLater(lane, 0, 5);
        assertThat(groups).isEmpty();
        assertThat(promised).as("one agreement for all").hasSize(1);

        promised.removeFirst().run();
        assertThat(groups).containsExactly(List.of(0, 1, 2, 3, 4));

        addLater(lane, 5, 7);
        lane.add(new Item(BULK, 7, false));
        assertThat(groups).as("somebody waits for the last").endsWith(List.of(5, 6, 7));

        addLater(lane, 8, 9);
        lane.hurry();
        assertThat(groups).endsWith(List.of(8));
    }

    @Test
    void noMoreGathersThanIsWorkedOnTogether() {
        var promised = new ArrayList<Runnable>();
        var groups = new ArrayList<List<Integer>>();
        var lane = gathering(promised, groups);
        addLater(lane, 0, Lane.MOST_TOGETHER);
        assertThat(groups).hasSize(1);
        assertThat(lane.waiting()).isZero();
    }

    private static Lane<Item> gathering(List<Runnable> promised, List<List<Integer>> groups) {
        return new Lane<>(
                BULK,
                new FairTurns(1, Runnable::run),
                Item::urgent,
                Lane.Order.AS_ADDED,
                promised::add,
                items -> groups.add(items.stream().map(Item::number).toList()));
    }

    private static void addLater(Lane<Item> lane, int from, int to) {
        IntStream.range(from, to).forEach(number -> lane.addLater(new Item(BULK, number, false)));
    }

    @Test
    void aLaneWhoseWorkFailsGoesOnWithTheNext() {
        var groups = new ArrayList<List<Integer>>();
        var lane =
                new Lane<Item>(BULK, new FairTurns(1, Runnable::run), Item::urgent, Lane.Order.URGENT_FIRST, items -> {
                    groups.add(items.stream().map(Item::number).toList());
                    if (groups.size() == 1) {
                        throw new IllegalStateException("broken");
                    }
                });
        lane.add(new Item(BULK, 1, false));
        lane.add(new Item(BULK, 2, false));
        assertThat(groups).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void aThreadThatCannotBeHadTakesNoTurn() throws InterruptedException {
        var refusals = new AtomicInteger(3);
        var turns = new FairTurns(1, work -> {
            if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException("no thread");
            }
            work.run();
        });
        var served = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.execute(BULK, false, served::incrementAndGet))
                    .isInstanceOf(RejectedExecutionException.class);
        }
        turns.execute(BULK, false, served::incrementAndGet);
        assertThat(served).hasValue(4);
    }

    @Test
    void workThatFailsKeepsNobodyFromTheirTurn() throws InterruptedException {
        var done = new CountDownLatch(1);
        oneAtATime.execute(BULK, false, () -> {
            throw new IllegalStateException("broken");
        });
        oneAtATime.execute(SMALL, false, done::countDown);
        done.await();
        assertThat(done.getCount()).isZero();
    }

    // The memory in which objects arrive

    @Test
    void oneHospitalLeavesAnotherItsPartOfTheMemory() {
        var pool = new ChunkPool(16);
        var taken = new ArrayList<byte[]>();
        for (var chunk = pool.take(BULK); chunk != null; chunk = pool.take(BULK)) {
            taken.add(chunk);
        }
        assertThat(taken).as("all but the last quarter").hasSize(12);

        for (int i = 0; i < 4; i++) {
            assertThat(pool.take(SMALL)).isNotNull();
        }
        assertThat(pool.take(SMALL)).isNull();
        assertThat(pool.left()).isZero();

        pool.giveBack(BULK, taken.removeLast());
        assertThat(pool.take(BULK)).as("has more than its quarter").isNull();
        assertThat(pool.take(new TenantId("third"))).isNotNull();
    }

    private Lane<Item> lane(TenantId tenant, Lane.Order order) {
        return new Lane<>(tenant, oneAtATime, Item::urgent, order, items -> {
            begun.countDown();
            await(open);
            served.addAll(items);
            items.forEach(_ -> Objects.requireNonNull(left).countDown());
        });
    }

    private volatile CountDownLatch left = new CountDownLatch(0);

    private static void addTo(Lane<Item> lane, TenantId tenant, int count) {
        IntStream.range(0, count).forEach(number -> lane.add(new Item(tenant, number, false)));
    }

    /** Opens the gate that held the first turn, and waits until so many were served. */
    private void serveAll(int count) throws InterruptedException {
        left = new CountDownLatch(count);
        open.countDown();
        left.await();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many objects of others were served before the last of a tenant's. */
    private int servedBeforeTheLastOf(TenantId tenant, int count) {
        int last = IntStream.range(0, served.size())
                .filter(place -> served.get(place).tenant().equals(tenant))
                .max()
                .orElseThrow();
        return last + 1 - count;
    }
}
