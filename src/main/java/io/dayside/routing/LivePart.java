package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.FloorRows.Floor;
import io.dayside.routing.engine.ReadingOrder;
import io.dayside.routing.engine.Waiting;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One hospital's part of an order of reading as it was last read: only differences move. */
final class LivePart {

    /** The reasons themselves stay in the database. */
    private static final String KEPT = "kept";

    private Map<CaseId, Waiting> works = Map.of();
    private Map<CaseId, String> holders = Map.of();
    private Map<CaseId, Set<String>> declines = Map.of();

    void becomes(Floor read, Predicate<String> known, Predicate<CaseId> wasRead, ReadingOrder order, Instant now) {
        var floor = among(known, read);
        works.keySet().stream()
                .filter(id -> !floor.works().containsKey(id))
                .forEach(id -> remove(id, wasRead, order, now));
        floor.works().forEach((id, work) -> {
            boolean readOnce = wasReadByHolder(work);
            if (readOnce) {
                order.finish(id, now);
            }
            if (!work.equals(works.get(id))) {
                order.arrive(work, now);
            }
            var heard = readOnce ? Set.<String>of() : declines.getOrDefault(id, Set.of());
            decline(id, heard, floor.declines().getOrDefault(id, Set.of()), order, now);
            hold(id, floor.holders().get(id), order, now);
        });
        works = floor.works();
        holders = floor.holders();
        declines = floor.declines();
    }

    /** Whoever reads for us no more holds and declines nothing; a case that they still hold does not wait either. */
    private static Floor among(Predicate<String> known, Floor floor) {
        var works = new HashMap<>(floor.works());
        works.keySet().removeIf(id -> {
            var holder = floor.holders().get(id);
            return holder != null && !known.test(holder);
        });
        var holders = new HashMap<>(floor.holders());
        holders.keySet().retainAll(works.keySet());
        var declines = new HashMap<CaseId, Set<String>>();
        floor.declines()
                .forEach((id, by) ->
                        declines.put(id, by.stream().filter(known).collect(Collectors.toUnmodifiableSet())));
        return new Floor(works, holders, declines);
    }

    /** Whoever held it has read it, and it waits for somebody else. */
    private boolean wasReadByHolder(Waiting work) {
        var holder = holders.get(work.id());
        var before = works.get(work.id());
        return holder != null
                && before != null
                && work.need().readBy().contains(holder)
                && !before.need().readBy().contains(holder);
    }

    private static void decline(CaseId id, Set<String> before, Set<String> by, ReadingOrder order, Instant now) {
        by.stream().filter(reader -> !before.contains(reader)).forEach(reader -> order.decline(reader, id, KEPT, now));
    }

    /** What was held and is gone was read, or put on hold, handed over, cancelled. */
    private void remove(CaseId id, Predicate<CaseId> wasRead, ReadingOrder order, Instant now) {
        if (holders.containsKey(id) && wasRead.test(id)) {
            order.finish(id, now);
        } else {
            order.withdraw(id, now);
        }
    }

    /** Also of a holder who declined it before: a decline of a held case gives it back. */
    private void hold(CaseId id, @Nullable String holder, ReadingOrder order, Instant now) {
        var before = holders.get(id);
        if (before != null && !before.equals(holder)) {
            order.giveBack(id, now);
        }
        if (holder != null) {
            order.take(holder, id, now);
        }
    }
}
