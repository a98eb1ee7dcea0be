package io.dayside.intake;

import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order and what the hospital may still do with it. */
@Entity
@Table(name = "imaging_order")
class PlacedOrder {

    enum State {
        ACTIVE,
        CANCELLED
    }

    @Embeddable
    record Key(String tenantId, UUID id) {}

    @EmbeddedId
    private Key key;

    @Version
    private int version;

    @Enumerated(EnumType.STRING)
    private State state;

    private String accessionNumber;
    private String facility;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    private String requestedProcedure;
    private String clinicalHistory;
    private String referrer;
    private String patientId;
    private String patientName;
    private @Nullable LocalDate patientBirthDate;
    private String patientSex;
    private int expectedInstances;
    private Instant placedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected PlacedOrder() {}

    PlacedOrder(TenantId tenant, OrderRequest request, Instant at) {
        this.key = new Key(tenant.code(), Ids.next());
        this.state = State.ACTIVE;
        this.accessionNumber = request.accessionNumber();
        this.facility = request.facility();
        this.priority = request.priority();
        this.requestedProcedure = request.requestedProcedure();
        this.clinicalHistory = request.clinicalHistory();
        this.referrer = request.referrer();
        this.patientId = request.patientId();
        this.patientName = request.patientName();
        this.patientBirthDate = request.patientBirthDate();
        this.patientSex = request.patientSex();
        this.expectedInstances = request.expectedInstances();
        this.placedAt = at;
    }

    /** Takes over what the hospital asks for now; also brings a cancelled order back. Whether anything changed. */
    boolean revise(OrderRequest request) {
        if (state == State.ACTIVE && request().equals(request)) {
            return false;
        }
        state = State.ACTIVE;
        facility = request.facility();
        priority = request.priority();
        requestedProcedure = request.requestedProcedure();
        clinicalHistory = request.clinicalHistory();
        referrer = request.referrer();
        patientId = request.patientId();
        patientName = request.patientName();
        patientBirthDate = request.patientBirthDate();
        patientSex = request.patientSex();
        expectedInstances = request.expectedInstances();
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

    UUID id() {
        return key.id();
    }

    private OrderRequest request() {
        return new OrderRequest(
                accessionNumber,
                facility,
                priority,
                requestedProcedure,
                clinicalHistory,
                referrer,
                patientId,
                patientName,
                patientBirthDate,
                patientSex,
                expectedInstances);
    }

    Order toOrder() {
        return new Order(
                new TenantId(key.tenantId()),
                key.id(),
                accessionNumber,
                facility,
                priority,
                requestedProcedure,
                clinicalHistory,
                referrer,
                patientId,
                patientName,
                patientBirthDate,
                patientSex,
                expectedInstances,
                placedAt);
    }
}
