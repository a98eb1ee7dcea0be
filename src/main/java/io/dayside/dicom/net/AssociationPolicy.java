package io.dayside.dicom.net;

/** Decides who may associate. Called on the association's own thread; may block. */
@FunctionalInterface
public interface AssociationPolicy {

    Decision decide(AssociationInfo association);

    /** Called once for each association that was {@link Accepted accepted}, when it is over for whatever reason. */
    default void ended(AssociationInfo association) {}

    /** What is answered to an association request. */
    sealed interface Decision {}

    /**
     * Welcome.
     *
     * @param identityResponse what is answered to a {@link UserIdentity} that asks for an answer: nothing for names, a
     *     server ticket for Kerberos; PS3.7 D.3.3.7.2
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Accepted(byte[] identityResponse) implements Decision {

        public Accepted() {
            this(new byte[0]);
        }
    }

    /**
     * A refusal as it goes over the wire, PS3.8 table 9-21.
     *
     * @param result 1 permanent, 2 transient
     * @param source 1 service user, 2 service provider (ACSE), 3 service provider (presentation)
     */
    record Rejected(int result, int source, int reason) implements Decision {

        public static final Rejected NO_REASON = new Rejected(1, 1, 1);
        public static final Rejected APPLICATION_CONTEXT_NOT_SUPPORTED = new Rejected(1, 1, 2);
        public static final Rejected CALLING_AE_NOT_RECOGNIZED = new Rejected(1, 1, 3);
        public static final Rejected CALLED_AE_NOT_RECOGNIZED = new Rejected(1, 1, 7);
        /** Also the answer to a user who is not known, PS3.7 D.3.3.7. */
        public static final Rejected NO_REASON_OF_ACSE = new Rejected(1, 2, 1);

        public static final Rejected PROTOCOL_VERSION_NOT_SUPPORTED = new Rejected(1, 2, 2);
        public static final Rejected TEMPORARY_CONGESTION = new Rejected(2, 3, 1);
        public static final Rejected LOCAL_LIMIT_EXCEEDED = new Rejected(2, 3, 2);

        /** The standard's words. */
        public String text() {
            String lasting = result == 2 ? "transient" : "permanent";
            return lasting + ", "
                    + switch (source * 10 + reason) {
                        case 12 -> "application context name not supported";
                        case 13 -> "calling AE title not recognized";
                        case 17 -> "called AE title not recognized";
                        case 22 -> "protocol version not supported";
                        case 31 -> "temporary congestion";
                        case 32 -> "local limit exceeded";
                        default -> "no reason given";
                    };
        }
    }
}
