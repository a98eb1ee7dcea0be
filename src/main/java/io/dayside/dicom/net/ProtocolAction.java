package io.dayside.dicom.net;

import static io.dayside.dicom.net.ProtocolState.STA1;
import static io.dayside.dicom.net.ProtocolState.STA11;
import static io.dayside.dicom.net.ProtocolState.STA12;
import static io.dayside.dicom.net.ProtocolState.STA13;
import static io.dayside.dicom.net.ProtocolState.STA2;
import static io.dayside.dicom.net.ProtocolState.STA3;
import static io.dayside.dicom.net.ProtocolState.STA4;
import static io.dayside.dicom.net.ProtocolState.STA5;
import static io.dayside.dicom.net.ProtocolState.STA6;
import static io.dayside.dicom.net.ProtocolState.STA7;
import static io.dayside.dicom.net.ProtocolState.STA8;
import static io.dayside.dicom.net.ProtocolState.STA9;

/**
 * Actions of the upper layer protocol machine and the states after them, PS3.8 tables 9-6 to 9-9. Where the standard
 * leaves a choice the state is that of the case without trouble; {@link ProtocolMachine} makes it.
 */
enum ProtocolAction {
    AE_1(STA4),
    AE_2(STA5),
    AE_3(STA6),
    AE_4(STA1),
    AE_5(STA2),
    AE_6(STA3),
    AE_7(STA6),
    AE_8(STA13),
    DT_1(STA6),
    DT_2(STA6),
    AR_1(STA7),
    AR_2(STA8),
    AR_3(STA1),
    AR_4(STA13),
    AR_5(STA1),
    AR_6(STA7),
    AR_7(STA8),
    /** To state 10 on the acceptor's side. */
    AR_8(STA9),
    AR_9(STA11),
    AR_10(STA12),
    AA_1(STA13),
    AA_2(STA1),
    AA_3(STA1),
    AA_4(STA1),
    AA_5(STA1),
    AA_6(STA13),
    AA_7(STA13),
    AA_8(STA13);

    final ProtocolState next;

    ProtocolAction(ProtocolState next) {
        this.next = next;
    }

    /** Whether the action answers what the peer must not send now with an A-ABORT. */
    boolean refusesPdu() {
        return this == AA_1 || this == AA_7 || this == AA_8;
    }
}
