package io.dayside.sla;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is at work on what. Implemented by {@code routing}, which this room must not know. */
public interface ReadingFloor {

    /** Holders of those cases that are held now. */
    Map<CaseId, Holder> holders(Collection<CaseId> ids);

    /** Everybody who is on shift, by name. */
    List<OnShift> onShift();

    /** Why nobody may read them at any hour, for those of {@code works} for which that is so. */
    Map<CaseId, String> withoutReader(Collection<Case> works);

    /** Everybody against this case now, those who may read it first. */
    List<Reader> readers(Case work);

    /**
     * Lets somebody read one case past the rules that bar them, for a while; for managers.
     *
     * @return why not, in words; empty where they may read it from now on
     */
    Optional<String> letRead(CaseId id, String username, String reason, Duration lasting);

    /**
     * @param obstacles every rule that keeps them from it, in words; empty for who may read it now
     * @param overridable whether a manager may let them read it all the same
     */
    record Reader(String username, String displayName, List<String> obstacles, boolean overridable) {

        public boolean may() {
            return obstacles.isEmpty();
        }
    }

    record Holder(String displayName, Instant since) {}

    /**
     * @param until end of the shift in the specialist's own zone
     * @param held how many cases they hold
     * @param capacity how many they may hold
     */
    record OnShift(String displayName, ZonedDateTime until, int held, int capacity) {}
}
