package io.dayside.dicom.net;

import io.dayside.dicom.net.ProtocolViolation.Reason;

/** Where one association stands; every PDU and every local request goes through here before it has an effect. */
final class ProtocolMachine {

    private final boolean acceptor;
    private ProtocolState state = ProtocolState.STA1;

    private ProtocolMachine(boolean acceptor) {
        this.acceptor = acceptor;
    }

    /** A machine whose connection was made from here; awaits the answer to the association request. */
    static ProtocolMachine requestor() {
        ProtocolMachine machine = new ProtocolMachine(false);
        machine.request(ProtocolEvent.ASSOCIATE_REQUEST);
        machine.request(ProtocolEvent.TRANSPORT_CONFIRMED);
        return machine;
    }

    /** A machine whose connection came in; awaits an association request. */
    static ProtocolMachine acceptor() {
        ProtocolMachine machine = new ProtocolMachine(true);
        machine.request(ProtocolEvent.TRANSPORT_INDICATED);
        return machine;
    }

    ProtocolState state() {
        return state;
    }

    boolean allows(ProtocolEvent event) {
        return ProtocolTable.action(state, event) != null;
    }

    /**
     * Something asked for on this side.
     *
     * @throws IllegalStateException if the standard has no place for it now
     */
    ProtocolAction request(ProtocolEvent event) {
        ProtocolAction action = ProtocolTable.action(state, event);
        if (action == null) {
            throw new IllegalStateException("%s is not possible in %s".formatted(event, state));
        }
        state = action == ProtocolAction.AR_8 && acceptor ? ProtocolState.STA10 : action.next;
        return action;
    }

    /**
     * The header of a PDU came.
     *
     * @throws ProtocolViolation if the association has to be aborted for it; it stands in state 13 then
     */
    ProtocolAction received(int type) throws ProtocolViolation {
        ProtocolState before = state;
        ProtocolAction action = request(ProtocolEvent.ofPdu(type));
        if (action.refusesPdu()) {
            Reason reason = Pdu.isKnown(type) ? Reason.UNEXPECTED_PDU : Reason.UNRECOGNIZED_PDU;
            throw new ProtocolViolation(reason, "PDU of type %d in %s".formatted(type, before));
        }
        return action;
    }

    /** What came is no valid PDU, or this side aborts: from now on only the close is awaited. */
    void aborted() {
        if (state != ProtocolState.STA1 && state != ProtocolState.STA13) {
            request(ProtocolEvent.INVALID_PDU);
        }
    }
}
