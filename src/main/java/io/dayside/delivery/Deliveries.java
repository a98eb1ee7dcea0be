package io.dayside.delivery;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.UUID;

/** Results on their way out. */
public interface Deliveries {

    /** Deliveries of a case, oldest first. */
    List<Delivery> of(CaseId id);

    /** Sends a dead delivery again. Does nothing for one that is still on its way or confirmed. */
    void sendAgain(TenantId tenant, UUID delivery);
}
