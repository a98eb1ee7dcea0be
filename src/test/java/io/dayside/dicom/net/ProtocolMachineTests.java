package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** PS3.8 table 9-10: for every state, every event. */
class ProtocolMachineTests {

    private static final Set<ProtocolEvent> PDUS = EnumSet.of(
            ProtocolEvent.ASSOCIATE_AC_PDU,
            ProtocolEvent.ASSOCIATE_RJ_PDU,
            ProtocolEvent.ASSOCIATE_RQ_PDU,
            ProtocolEvent.DATA_PDU,
            ProtocolEvent.RELEASE_RQ_PDU,
            ProtocolEvent.RELEASE_RP_PDU,
            ProtocolEvent.ABORT_PDU,
            ProtocolEvent.INVALID_PDU);

    private static final Set<ProtocolState> WITHOUT_CONNECTION = EnumSet.of(ProtocolState.STA1, ProtocolState.STA4);

    @Test
    void everyPduHasAnActionInEveryConnectedState() {
        for (ProtocolState state : ProtocolState.values()) {
            for (ProtocolEvent pdu : PDUS) {
                assertThat(ProtocolTable.action(state, pdu) != null)
                        .as("%s in %s", pdu, state)
                        .isEqualTo(!WITHOUT_CONNECTION.contains(state));
            }
        }
    }

    @Test
    void localRequestsAreAllowedInTheseStatesOnly() {
        assertStates(ProtocolEvent.ASSOCIATE_REQUEST, ProtocolState.STA1);
        assertStates(ProtocolEvent.TRANSPORT_INDICATED, ProtocolState.STA1);
        assertStates(ProtocolEvent.TRANSPORT_CONFIRMED, ProtocolState.STA4);
        assertStates(ProtocolEvent.ACCEPT, ProtocolState.STA3);
        assertStates(ProtocolEvent.REJECT, ProtocolState.STA3);
        assertStates(ProtocolEvent.DATA_REQUEST, ProtocolState.STA6, ProtocolState.STA8);
        assertStates(ProtocolEvent.RELEASE_REQUEST, ProtocolState.STA6);
        assertStates(ProtocolEvent.RELEASE_RESPONSE, ProtocolState.STA8, ProtocolState.STA9, ProtocolState.STA12);
        assertStates(ProtocolEvent.ARTIM_EXPIRED, ProtocolState.STA2, ProtocolState.STA13);
    }

    private static void assertStates(ProtocolEvent event, ProtocolState... allowed) {
        List<ProtocolState> found = new ArrayList<>();
        for (ProtocolState state : ProtocolState.values()) {
            if (ProtocolTable.action(state, event) != null) {
                found.add(state);
            }
        }
        assertThat(found).as(event.name()).containsExactly(allowed);
    }

    @Test
    void dcm12AssociatedAcceptorAbortsWhatIsOutOfTurn() throws ProtocolViolation {
        for (int type : new int[] {Pdu.ASSOCIATE_RQ, Pdu.ASSOCIATE_AC, Pdu.ASSOCIATE_RJ, Pdu.RELEASE_RP, 0, 8, 255}) {
            ProtocolMachine machine = associatedAcceptor();
            assertThatThrownBy(() -> machine.received(type)).isInstanceOf(ProtocolViolation.class);
            assertThat(machine.state()).isEqualTo(ProtocolState.STA13);
        }
    }

    @Test
    void nothingIsSentAfterTheReleaseWasAskedFor() throws ProtocolViolation {
        ProtocolMachine machine = associatedRequestor();
        machine.request(ProtocolEvent.RELEASE_REQUEST);
        assertThatThrownBy(() -> machine.request(ProtocolEvent.DATA_REQUEST)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void releaseAskedForByBothSidesEndsOnBothSides() throws ProtocolViolation {
        ProtocolMachine requestor = associatedRequestor();
        ProtocolMachine acceptor = associatedAcceptor();
        requestor.request(ProtocolEvent.RELEASE_REQUEST);
        acceptor.request(ProtocolEvent.RELEASE_REQUEST);
        requestor.received(Pdu.RELEASE_RQ);
        acceptor.received(Pdu.RELEASE_RQ);
        assertThat(requestor.state()).isEqualTo(ProtocolState.STA9);
        assertThat(acceptor.state()).isEqualTo(ProtocolState.STA10);
        requestor.request(ProtocolEvent.RELEASE_RESPONSE);
        acceptor.received(Pdu.RELEASE_RP);
        acceptor.request(ProtocolEvent.RELEASE_RESPONSE);
        requestor.received(Pdu.RELEASE_RP);
        assertThat(requestor.state()).isEqualTo(ProtocolState.STA1);
        assertThat(acceptor.state()).isEqualTo(ProtocolState.STA13);
    }

    private static ProtocolMachine associatedAcceptor() throws ProtocolViolation {
        ProtocolMachine machine = ProtocolMachine.acceptor();
        machine.received(Pdu.ASSOCIATE_RQ);
        machine.request(ProtocolEvent.ACCEPT);
        return machine;
    }

    private static ProtocolMachine associatedRequestor() throws ProtocolViolation {
        ProtocolMachine machine = ProtocolMachine.requestor();
        machine.received(Pdu.ASSOCIATE_AC);
        return machine;
    }
}
