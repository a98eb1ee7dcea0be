package io.dayside.delivery;

import io.dayside.cases.CaseId;
import java.util.List;
import java.util.UUID;

/** Results on their way out. */
public interface Deliveries {

    /** Deliveries of a case, oldest first. */
    List<Delivery> of(CaseId id);

    /** Deliveries of the visible tenants that no receiver has confirmed, dead ones first, then the oldest. */
    List<Delivery> unconfirmed(int limit);

    /** Sends a case's dead delivery again. Does nothing for one that is on its way, confirmed or another case's. */
    void sendAgain(CaseId id, UUID delivery);
}
