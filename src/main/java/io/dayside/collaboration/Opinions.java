package io.dayside.collaboration;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests for an opinion on cases of the caller's tenants, kept with the case for good. Methods join the running
 * transaction; who may ask, be asked and answer is for the caller to see to.
 */
public interface Opinions {

    /** Of one case, oldest first. */
    List<Opinion> of(CaseId id);

    Optional<Opinion> find(TenantId tenant, UUID id);

    /** Open requests to this person, oldest first. */
    List<Opinion> waitingFor(String asked);

    /** The open request to this person about that case. */
    Optional<Opinion> openTo(CaseId id, String asked);

    OpinionOutcome ask(CaseId id, String asker, String asked, String question);

    /** Refused where it has ended: of an answer and a withdrawal at the same time the first one stays. */
    OpinionOutcome answer(Opinion opinion, String answer);

    OpinionOutcome decline(Opinion opinion, String reason);

    OpinionOutcome withdraw(Opinion opinion);

    /**
     * Ends what is open about a case.
     *
     * @param why in words that the asked read
     */
    void withdrawAll(CaseId id, String why);
}
