package io.dayside.collaboration;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to read a case, for cases of the caller's tenants. Methods join the running transaction; who calls those
 * that change something holds the case.
 */
public interface Turns {

    Turn of(Case work);

    /** One of each. */
    Map<CaseId, Turn> of(Collection<Case> works);

    /** Cases that are final at their hospital and wait to be read over, in no order. */
    List<CaseId> toBeReadOver();

    /** Every reading so far, the one that is due last; none of a case that one person reads. */
    List<CaseReading> readings(CaseId id);

    /** What this person has said of the readings before the one that is due. */
    Optional<Comparison> comparison(CaseId id, String username);

    /**
     * Notes what the reader says of the readings before; another word replaces it until they have read.
     *
     * @throws IllegalStateException where there is nothing to compare
     */
    void compare(CaseId id, Comparison comparison, String username);

    /**
     * The reading that is due is done.
     *
     * @param version of the report that it signed; absent where it signed none
     * @param next in which part somebody reads it after this; absent where nobody does
     */
    void read(Case work, String username, @Nullable Integer version, @Nullable Role next);
}
