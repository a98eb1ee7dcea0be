package io.dayside.intake;

import io.dayside.tenancy.TenantId;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Orders at rest. Every method joins the running transaction. */
@Repository
class PlacedOrders {

    private final EntityManager entities;

    PlacedOrders(EntityManager entities) {
        this.entities = entities;
    }

    Optional<PlacedOrder> find(TenantId tenant, UUID id) {
        return Optional.ofNullable(entities.find(PlacedOrder.class, new PlacedOrder.Key(tenant.code(), id)));
    }

    Optional<PlacedOrder> byAccession(TenantId tenant, String accessionNumber) {
        return entities.createQuery(
                        "from PlacedOrder where key.tenantId = :tenant and accessionNumber = :accession",
                        PlacedOrder.class)
                .setParameter("tenant", tenant.code())
                .setParameter("accession", accessionNumber)
                .getResultStream()
                .findFirst();
    }

    void add(PlacedOrder order) {
        entities.persist(order);
    }

    /** Writes what has changed, so that plain SQL in the same transaction sees it. */
    void flush() {
        entities.flush();
    }
}
