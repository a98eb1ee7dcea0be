package io.dayside.intake;

import io.dayside.tenancy.TenantId;
import java.util.UUID;

/** The hospital revised or cancelled an order that may already be matched. Published inside the transaction. */
public record OrderChanged(TenantId tenant, UUID order, Change change) {

    public enum Change {
        REVISED,
        CANCELLED
    }
}
