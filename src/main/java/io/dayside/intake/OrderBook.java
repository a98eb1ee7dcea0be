package io.dayside.intake;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders as other rooms read them. */
@Service
@Transactional(readOnly = true)
class OrderBook implements Orders {

    private final PlacedOrders orders;
    private final StudyProgress progress;

    OrderBook(PlacedOrders orders, StudyProgress progress) {
        this.orders = orders;
        this.progress = progress;
    }

    @Override
    public Optional<Order> find(TenantId tenant, UUID id) {
        return orders.find(tenant, id).map(PlacedOrder::toOrder);
    }

    @Override
    public Optional<Order> byAccession(TenantId tenant, String accessionNumber) {
        return orders.byAccession(tenant, accessionNumber)
                .filter(PlacedOrder::isActive)
                .map(PlacedOrder::toOrder);
    }

    @Override
    public Optional<Order> of(StudyRef study) {
        return progress.find(study)
                .map(StudyProgress.Standing::order)
                .flatMap(id -> orders.find(study.tenant(), id))
                .filter(PlacedOrder::isActive)
                .map(PlacedOrder::toOrder);
    }
}
