package io.dayside.routing;

import static io.dayside.routing.RoutingFixtures.BEGIN;
import static io.dayside.routing.RoutingFixtures.END;
import static io.dayside.routing.RoutingFixtures.HARBOUR;
import static io.dayside.routing.RoutingFixtures.NOW;
import static io.dayside.routing.RoutingFixtures.headCt;
import static io.dayside.routing.RoutingFixtures.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.CaseId;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turn;
import io.dayside.collaboration.Workflow;
import io.dayside.routing.FloorRows.Floor;
import io.dayside.routing.engine.Policies;
import io.dayside.routing.engine.PolicyFile;
import io.dayside.routing.engine.ReadingOrder;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Standing;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LivePartTests {

    private static final String READER = "reader";

    private static final Floor NOTHING = new Floor(Map.of(), Map.of(), Map.of());

    private final Set<CaseId> read = new HashSet<>();
    private final LivePart part = new LivePart();
    private final Papers papers = new Papers();
    private final ReadingOrder order = new ReadingOrder(Policies.of(PolicyFile.standard()), papers);

    @BeforeEach
    void somebodyReads() {
        papers.put(reader(
                List.of(new Licence("GB", "1", Standing.ACTIVE, BEGIN, END)),
                List.of(new Privilege(HARBOUR, Standing.ACTIVE, BEGIN, END)),
                List.of(new Competency("*", "*")),
                List.of()));
        order.join(READER, 2);
        order.beginShift(READER, NOW.plus(Duration.ofHours(8)), NOW);
    }

    @Test
    void whoeverDeclinedACaseAndHoldsItAllTheSameHoldsIt() {
        become(holder(READER), Set.of(READER));
        assertThat(order.held()).containsEntry(headCt().id(), READER);
        assertThat(order.countWaiting()).isZero();
    }

    @Test
    void aCaseThatIsDeclinedAndTakenAgainBetweenTwoLooksIsHeld() {
        become(holder(READER), Set.of());
        become(holder(READER), Set.of(READER));
        assertThat(order.held()).containsEntry(headCt().id(), READER);
        become(Map.of(), Set.of(READER));
        assertThat(order.held()).isEmpty();
        assertThat(order.countWaiting()).isOne();
    }

    @Test
    void onlyWhatWasReportedOnCountsAsRead() {
        become(holder(READER), Set.of());
        part.becomes(NOTHING, READER::equals, read::contains, order, NOW);
        assertThat(order.held()).isEmpty();
        assertThat(factors()).as("on hold, not read").doesNotContain("the reader has read this patient before");

        order.withdraw(headCt().id(), NOW);
        become(holder(READER), Set.of());
        read.add(headCt().id());
        part.becomes(NOTHING, READER::equals, read::contains, order, NOW);
        assertThat(factors()).contains("the reader has read this patient before");
    }

    @Test
    void whatItsHolderHasReadWaitsForSomebodyElseAndCountsAsRead() {
        become(holder(READER), Set.of());
        var turn = new Turn(Workflow.DOUBLE, Role.SECOND, Set.of(READER), "two", "", true, Duration.ZERO, null, null);
        var works = Map.of(headCt().id(), WaitingWork.of(headCt(), null, turn));
        part.becomes(new Floor(works, Map.of(), Map.of()), READER::equals, read::contains, order, NOW);

        assertThat(order.held()).isEmpty();
        assertThat(order.countWaiting()).isOne();
        assertThat(order.next(READER, NOW)).isEmpty();
        order.withdraw(headCt().id(), NOW);
        assertThat(factors()).contains("the reader has read this patient before");
    }

    /** Of why another look at the same patient would be the reader's next. */
    private String factors() {
        order.arrive(WaitingWork.of(headCt(), null), NOW);
        return order.next(READER, NOW).orElseThrow().toString();
    }

    private static Map<CaseId, String> holder(String reader) {
        return Map.of(headCt().id(), reader);
    }

    private void become(Map<CaseId, String> holders, Set<String> declines) {
        var works = Map.of(headCt().id(), WaitingWork.of(headCt(), null));
        part.becomes(
                new Floor(works, holders, Map.of(headCt().id(), declines)), READER::equals, read::contains, order, NOW);
    }
}
