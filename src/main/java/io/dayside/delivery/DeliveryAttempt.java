package io.dayside.delivery;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Cases;
import io.dayside.reading.Reports;
import io.dayside.reading.SignedReport;
import io.dayside.tenancy.Hospital.MllpAddress;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.LiveUpdates;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One try to deliver. The network is used between two transactions, never inside one; a crash in between repeats the
 * message with the same control id.
 */
@Component
class DeliveryAttempt {

    private static final String OVERTAKEN = "the final report was signed before it went out";

    private final DeliveryRows rows;
    private final Cases cases;
    private final Reports reports;
    private final Tenants tenants;
    private final MllpSender sender;
    private final AuditTrail trail;
    private final LiveUpdates live;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DeliveryAttempt(
            DeliveryRows rows,
            Cases cases,
            Reports reports,
            Tenants tenants,
            MllpSender sender,
            AuditTrail trail,
            LiveUpdates live,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.cases = cases;
        this.reports = reports;
        this.tenants = tenants;
        this.sender = sender;
        this.trail = trail;
        this.live = live;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Parcel(DeliveryRows.Queued queued, MllpAddress address, Message message) {}

    /** How long to wait before the next try; empty when there is nothing more to do. */
    Optional<Duration> run(TenantId tenant, UUID id) {
        var parcel = transaction.execute(_ -> prepare(tenant, id));
        if (parcel == null) {
            return Optional.empty();
        }
        var outcome = sender.send(parcel.address(), parcel.message());
        return Optional.ofNullable(transaction.execute(_ -> record(parcel.queued(), outcome)));
    }

    private @Nullable Parcel prepare(TenantId tenant, UUID id) {
        var queued = rows.find(tenant, id).filter(DeliveryAttempt::stillToSend).orElse(null);
        if (queued == null) {
            return null;
        }
        var hospital = tenants.get(tenant);
        var address = addressOf(queued.delivery());
        var work = cases.find(queued.delivery().caseId()).orElseThrow();
        var report = reports.of(work.id()).stream()
                .filter(version -> version.version() == queued.delivery().reportVersion())
                .findFirst()
                .orElseThrow();
        if (isOvertaken(report)) {
            rows.mark(tenant, id, Delivery.State.DEAD, queued.delivery().tries(), queued.rejections(), OVERTAKEN);
            return null;
        }
        rows.mark(tenant, id, Delivery.State.SENT, queued.delivery().tries() + 1, queued.rejections(), "");
        try {
            return new Parcel(
                    queued, address, ResultMessage.of(hospital, work, report, queued.controlId(), clock.instant()));
        } catch (HL7Exception e) {
            throw new IllegalStateException("report version " + report.id() + " does not fit ORU^R01", e);
        }
    }

    /** A preliminary report that arrived after the final one would take its place. */
    private boolean isOvertaken(SignedReport report) {
        return report.status() == SignedReport.Status.PRELIMINARY
                && reports.latest(report.caseId())
                        .filter(newest -> newest.version() > report.version())
                        .isPresent();
    }

    private static boolean stillToSend(DeliveryRows.Queued queued) {
        return switch (queued.delivery().state()) {
            case QUEUED, SENT, RETRYING -> true;
            case CONFIRMED, DEAD -> false;
        };
    }

    private static MllpAddress addressOf(Delivery delivery) {
        var uri = URI.create(delivery.address());
        return new MllpAddress(uri.getHost(), uri.getPort());
    }

    /** Absent when there is nothing more to do. */
    private @Nullable Duration record(DeliveryRows.Queued queued, SendOutcome outcome) {
        int tries = queued.delivery().tries() + 1;
        var pause = switch (outcome) {
            case SendOutcome.Confirmed _ -> {
                close(queued, Delivery.State.CONFIRMED, tries, queued.rejections(), "");
                yield null;
            }
            case SendOutcome.Rejected rejected -> rejected(queued, tries, rejected);
            case SendOutcome.Unreachable unreachable -> {
                retry(queued, tries, queued.rejections(), unreachable.problem());
                yield RetryPolicy.pauseAfter(tries);
            }
        };
        live.changed(queued.delivery().caseId().tenant(), LiveUpdates.Topic.DELIVERIES);
        return pause;
    }

    private @Nullable Duration rejected(DeliveryRows.Queued queued, int tries, SendOutcome.Rejected rejected) {
        int rejections = queued.rejections() + 1;
        var problem = "the receiver refused it (" + rejected.code() + ")";
        if (rejections >= RetryPolicy.MOST_REJECTIONS) {
            close(queued, Delivery.State.DEAD, tries, rejections, problem);
            return null;
        }
        retry(queued, tries, rejections, problem);
        return RetryPolicy.pauseAfter(tries);
    }

    private void retry(DeliveryRows.Queued queued, int tries, int rejections, String problem) {
        var delivery = queued.delivery();
        rows.mark(delivery.caseId().tenant(), delivery.id(), Delivery.State.RETRYING, tries, rejections, problem);
    }

    private void close(DeliveryRows.Queued queued, Delivery.State state, int tries, int rejections, String problem) {
        var delivery = queued.delivery();
        var tenant = delivery.caseId().tenant();
        rows.mark(tenant, delivery.id(), state, tries, rejections, problem);
        var action = state == Delivery.State.CONFIRMED ? AuditAction.REPORT_DELIVERED : AuditAction.DELIVERY_FAILED;
        trail.append(AuditEvent.of(
                tenant,
                action,
                "case:" + delivery.caseId().id(),
                Map.of("delivery", delivery.id().toString(), "tries", Integer.toString(tries), "state", state.name())));
    }
}
