package io.dayside.intake;

import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;

/** An order and what the hospital may still do with it. */
class PlacedOrder {

    enum State {
        ACTIVE,
        CANCELLED
    }

    private final TenantId tenant;
    private final UUID id;
    private final int version;
    private Instant placedAt;
    private State state;
    private OrderRequest request;

    /** A new one. */
    PlacedOrder(TenantId tenant, OrderRequest request, Instant placedAt) {
        this(tenant, Ids.next(), 0, placedAt, State.ACTIVE, request);
    }

    /**
     * As it lies in its row.
     *
     * @param version how often the row was changed
     */
    PlacedOrder(TenantId tenant, UUID id, int version, Instant placedAt, State state, OrderRequest request) {
        this.tenant = tenant;
        this.id = id;
        this.version = version;
        this.placedAt = placedAt;
        this.state = state;
        this.request = request;
    }

    /**
     * Takes over what the hospital asks for now. A cancelled order is placed anew: nothing was asked for in between.
     *
     * @return whether anything changed
     */
    boolean revise(OrderRequest revised, Instant now) {
        if (state == State.ACTIVE && request.equals(revised)) {
            return false;
        }
        if (state == State.CANCELLED) {
            placedAt = now;
        }
        state = State.ACTIVE;
        request = revised;
        return true;
    }

    /** Whether it was not cancelled before. */
    boolean cancel() {
        if (state == State.CANCELLED) {
            return false;
        }
        state = State.CANCELLED;
        return true;
    }

    boolean isActive() {
        return state == State.ACTIVE;
    }

    TenantId tenant() {
        return tenant;
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    Instant placedAt() {
        return placedAt;
    }

    State state() {
        return state;
    }

    OrderRequest request() {
        return request;
    }

    Order toOrder() {
        return new Order(
                tenant,
                id,
                request.accessionNumber(),
                request.facility(),
                request.priority(),
                request.requestedProcedure(),
                request.clinicalHistory(),
                request.referrer(),
                request.patientId(),
                request.patientName(),
                request.patientBirthDate(),
                request.patientSex(),
                request.expectedInstances(),
                placedAt);
    }
}
