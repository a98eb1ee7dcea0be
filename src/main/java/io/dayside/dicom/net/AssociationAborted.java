package io.dayside.dicom.net;

/** An A-ABORT came, or had to be sent; PS3.8 9.3.8. */
public final class AssociationAborted extends DimseException {

    private AssociationAborted(String message) {
        super(message);
    }

    static AssociationAborted byPeer(int source, int reason) {
        return new AssociationAborted(
                source == 2 ? "aborted by the peer's protocol machine: " + reasonText(reason) : "aborted by the peer");
    }

    static AssociationAborted byUs(ProtocolViolation violation) {
        return new AssociationAborted("aborted, the peer broke the protocol: " + violation.getMessage());
    }

    /** By us, and the peer is not to blame. */
    static AssociationAborted over(UnreadableObject object) {
        AssociationAborted aborted = new AssociationAborted("aborted, an " + object.getMessage());
        aborted.initCause(object.getCause());
        return aborted;
    }

    private static String reasonText(int reason) {
        return switch (reason) {
            case 1 -> "unrecognized PDU";
            case 2 -> "unexpected PDU";
            case 4 -> "unrecognized PDU parameter";
            case 5 -> "unexpected PDU parameter";
            case 6 -> "invalid PDU parameter";
            default -> "reason not specified";
        };
    }
}
