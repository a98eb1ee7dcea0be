package io.dayside.archive;

/** A data set that the archive does not take. Says where, never what: values may identify a patient. */
final class Unacceptable extends Exception {

    private static final long serialVersionUID = 1L;

    private final StoreOutcome.Reason reason;
    private final String where;

    Unacceptable(StoreOutcome.Reason reason, String where) {
        super(reason + " at " + where);
        this.reason = reason;
        this.where = where;
    }

    StoreOutcome.Refused outcome() {
        return new StoreOutcome.Refused(reason, where);
    }
}
