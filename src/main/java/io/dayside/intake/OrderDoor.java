package io.dayside.intake;

import io.dayside.tenancy.TenantId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders typed or posted by people. Commits before it returns. */
@Service
@Transactional
class OrderDoor {

    private static final String DOOR = "api";

    private final OrderDesk desk;

    OrderDoor(OrderDesk desk) {
        this.desk = desk;
    }

    OrderEffect place(TenantId tenant, OrderRequest request) {
        return desk.place(tenant, request, DOOR);
    }

    OrderEffect cancel(TenantId tenant, String accessionNumber) {
        return desk.cancel(tenant, accessionNumber, DOOR);
    }
}
