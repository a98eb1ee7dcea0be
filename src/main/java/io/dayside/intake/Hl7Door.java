package io.dayside.intake;

import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.intake.OrderMessage.Instruction;
import io.dayside.intake.OrderMessage.NotUnderstood;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers HL7 messages. {@code AA} means that the order is committed, and so does the same {@code AA} a second time. */
@Component
class Hl7Door {

    private static final Logger log = LoggerFactory.getLogger(Hl7Door.class);
    private static final String DOOR = "hl7";

    private final Tenants tenants;
    private final OrderDesk desk;
    private final Inbox inbox;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Hl7Door(
            Tenants tenants,
            OrderDesk desk,
            Inbox inbox,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.tenants = tenants;
        this.desk = desk;
        this.inbox = inbox;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** The content of the answering frame. */
    byte[] answer(byte[] frame) {
        var text = MessageHeader.decode(frame);
        var header = MessageHeader.of(text);
        var message = header.isEmpty()
                ? message(Acknowledgement.rejected("no MSH segment"), MessageHeader.UNREADABLE)
                : answer(header.get(), text);
        return Acknowledgement.encode(message);
    }

    private String answer(MessageHeader header, String text) {
        var hospital = hospitalOf(header);
        if (hospital.isEmpty()) {
            log.warn("an HL7 message from an unknown sender was rejected");
            return message(Acknowledgement.rejected("MSH-3, MSH-4 and MSH-6 name no registered sender"), header);
        }
        if (!OrderMessage.TYPES.contains(header.messageType())) {
            return message(Acknowledgement.rejected("only ORM^O01, OMG^O19 and OMI^O23 are taken"), header);
        }
        if (header.controlId().isEmpty()) {
            return message(Acknowledgement.rejected("MSH-10 is empty"), header);
        }
        return TenantScope.call(
                hospital.get().id(),
                () -> Actor.call(
                        Actor.device(header.sendingApplication()), () -> answer(hospital.get(), header, text)));
    }

    private Optional<Hospital> hospitalOf(MessageHeader header) {
        return tenants.all().stream()
                .filter(hospital -> hospital.orders().sendingApplication().equals(header.sendingApplication())
                        && hospital.orders().sendingFacility().equals(header.sendingFacility())
                        && hospital.orders().receivingFacility().equals(header.receivingFacility()))
                .findFirst();
    }

    private String answer(Hospital hospital, MessageHeader header, String text) {
        try {
            return Objects.requireNonNull(transaction.execute(_ -> answerOnce(hospital, header, text)));
        } catch (Undone e) {
            return refuse(hospital, header, e.why);
        } catch (DataAccessException | TransactionException e) {
            log.error("{} an HL7 message could not be kept", hospital.id(), e);
            return message(Acknowledgement.error("not kept, please send again"), header);
        }
    }

    /** Rolls back the orders of a message of which one was not understood: all of them or none. */
    private static final class Undone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String why;

        Undone(NotUnderstood cause) {
            super(cause);
            this.why = String.valueOf(cause.getMessage());
        }
    }

    private String answerOnce(Hospital hospital, MessageHeader header, String text) {
        var earlier = inbox.earlierAnswer(hospital.id(), header, text);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        try {
            apply(hospital, header, text);
        } catch (NotUnderstood e) {
            throw new Undone(e);
        }
        var answer = message(Acknowledgement.accepted(), header);
        inbox.keep(hospital.id(), header, text, answer, clock.instant());
        return answer;
    }

    private void apply(Hospital hospital, MessageHeader header, String text) throws NotUnderstood {
        var facility = hospital.facility(header.sendingFacility()).orElse(hospital.defaultFacility());
        for (var instruction : OrderMessage.read(text, facility.code())) {
            var effect = switch (instruction) {
                case Instruction.Place(var request) -> desk.place(hospital.id(), request, DOOR);
                case Instruction.Cancel(var accession) -> desk.cancel(hospital.id(), accession, DOOR);
            };
            if (effect instanceof OrderEffect.Unknown) {
                throw new NotUnderstood("there is no order with this accession number to cancel");
            }
        }
    }

    private String refuse(Hospital hospital, MessageHeader header, String why) {
        log.warn("{} refused an HL7 message: {}", hospital.id(), why);
        transaction.executeWithoutResult(_ -> trail.append(AuditEvent.refused(
                hospital.id(),
                AuditAction.ORDER_PLACED,
                "message:" + header.controlId(),
                Map.of("door", DOOR, "reason", why))));
        return message(Acknowledgement.error(why), header);
    }

    private String message(Acknowledgement acknowledgement, MessageHeader header) {
        return acknowledgement.toMessage(header, clock.instant());
    }
}
