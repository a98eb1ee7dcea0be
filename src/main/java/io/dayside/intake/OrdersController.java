package io.dayside.intake;

import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.Tenants;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Orders for a hospital's own people and systems: the same desk as HL7. */
@RestController
@RequestMapping("/api/orders/{tenant}")
class OrdersController {

    private final Orders orders;
    private final OrderDoor door;
    private final Tenants tenants;
    private final Callers callers;

    OrdersController(Orders orders, OrderDoor door, Tenants tenants, Callers callers) {
        this.orders = orders;
        this.door = door;
        this.tenants = tenants;
        this.callers = callers;
    }

    /** An order as a caller states it; what is left out is empty, and the priority then is routine. */
    record OrderBody(
            @Nullable String accessionNumber,
            @Nullable String facility,
            @Nullable Priority priority,
            @Nullable String requestedProcedure,
            @Nullable String clinicalHistory,
            @Nullable String referrer,
            @Nullable String patientId,
            @Nullable String patientName,
            @Nullable LocalDate patientBirthDate,
            @Nullable String patientSex,
            @Nullable Integer expectedInstances) {}

    record OrderView(
            UUID id,
            String accessionNumber,
            String facility,
            Priority priority,
            String requestedProcedure,
            String clinicalHistory,
            String referrer,
            String patientId,
            String patientName,
            @Nullable LocalDate patientBirthDate,
            String patientSex,
            int expectedInstances,
            Instant placedAt) {

        static OrderView of(Order order) {
            return new OrderView(
                    order.id(),
                    order.accessionNumber(),
                    order.facility(),
                    order.priority(),
                    order.requestedProcedure(),
                    order.clinicalHistory(),
                    order.referrer(),
                    order.patientId(),
                    order.patientName(),
                    order.patientBirthDate(),
                    order.patientSex(),
                    order.expectedInstances(),
                    order.placedAt());
        }
    }

    @GetMapping("/{accessionNumber}")
    OrderView find(@PathVariable String tenant, @PathVariable String accessionNumber) {
        var hospital = hospitalOfCaller(tenant);
        return orders.byAccession(hospital.id(), accessionNumber)
                .map(OrderView::of)
                .orElseThrow(OrdersController::notFound);
    }

    @PostMapping
    ResponseEntity<OrderView> place(@PathVariable String tenant, @RequestBody OrderBody body) {
        var hospital = hospitalOfCaller(tenant);
        requireCoordinator(hospital);
        var request = request(hospital, body);
        return switch (door.place(hospital.id(), request)) {
            case OrderEffect.Placed(var order) ->
                ResponseEntity.status(HttpStatus.CREATED).body(OrderView.of(order));
            case OrderEffect.Revised(var order) -> ResponseEntity.ok(OrderView.of(order));
            case OrderEffect.Unchanged(var order) -> ResponseEntity.ok(OrderView.of(order));
            case OrderEffect.Cancelled _, OrderEffect.Unknown _ -> throw new IllegalStateException("not a placement");
        };
    }

    @DeleteMapping("/{accessionNumber}")
    ResponseEntity<Void> cancel(@PathVariable String tenant, @PathVariable String accessionNumber) {
        var hospital = hospitalOfCaller(tenant);
        requireCoordinator(hospital);
        if (door.cancel(hospital.id(), accessionNumber) instanceof OrderEffect.Unknown) {
            throw notFound();
        }
        return ResponseEntity.noContent().build();
    }

    private static OrderRequest request(Hospital hospital, OrderBody body) {
        var facility = body.facility() == null ? hospital.defaultFacility().code() : body.facility();
        if (hospital.facility(facility).isEmpty()) {
            throw invalid("facility is not one of this hospital");
        }
        return checked(() -> new OrderRequest(
                orEmpty(body.accessionNumber()),
                facility,
                body.priority() == null ? Priority.ROUTINE : body.priority(),
                orEmpty(body.requestedProcedure()),
                orEmpty(body.clinicalHistory()),
                orEmpty(body.referrer()),
                orEmpty(body.patientId()),
                orEmpty(body.patientName()),
                body.patientBirthDate(),
                orEmpty(body.patientSex()),
                body.expectedInstances() == null ? 0 : body.expectedInstances()));
    }

    private static OrderRequest checked(Supplier<OrderRequest> request) {
        try {
            return request.get();
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    /** A hospital that the caller may not see does not exist for them. */
    private Hospital hospitalOfCaller(String tenant) {
        var caller = callers.required();
        return tenants.all().stream()
                .filter(hospital -> hospital.id().code().equals(tenant))
                .filter(hospital -> caller.isStaffOf(hospital.id()))
                .findFirst()
                .orElseThrow(OrdersController::notFound);
    }

    private void requireCoordinator(Hospital hospital) {
        if (!callers.required().is(Role.COORDINATOR, hospital.id())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "only a coordinator places or cancels orders");
        }
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static ResponseStatusException invalid(String what) {
        return new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, what);
    }
}
