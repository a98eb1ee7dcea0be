package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.FloorRows.Floor;
import io.dayside.routing.engine.ReadingOrder;
import io.dayside.routing.engine.Waiting;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One hospital's part of an order of reading as it was last read: only differences move. */
final class LivePart {

    private Map<CaseId, Waiting> works = Map.of();
    private Map<CaseId, String> holders = Map.of();

    /** @param floor whose holders the order all knows */
    void becomes(Floor floor, ReadingOrder order, Instant now) {
        works.keySet().stream().filter(id -> !floor.works().containsKey(id)).forEach(id -> remove(id, order, now));
        floor.works().forEach((id, work) -> {
            if (!work.equals(works.get(id))) {
                order.arrive(work, now);
            }
            hold(id, floor.holders().get(id), order, now);
        });
        works = floor.works();
        holders = floor.holders();
    }

    /** What was held and is gone was read. */
    private static void remove(CaseId id, ReadingOrder order, Instant now) {
        if (!order.finish(id, now)) {
            order.withdraw(id, now);
        }
    }

    private void hold(CaseId id, @Nullable String holder, ReadingOrder order, Instant now) {
        var before = holders.get(id);
        if (Objects.equals(before, holder)) {
            return;
        }
        if (before != null) {
            order.giveBack(id, now);
        }
        if (holder != null) {
            order.take(holder, id, now);
        }
    }
}
