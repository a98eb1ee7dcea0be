package io.dayside.archive;

import java.io.IOException;

/** There is no room for an object that is arriving; what has come of it is not kept. */
final class NotAdmitted extends IOException {

    private static final long serialVersionUID = 1L;

    private final Admission.Objection objection;

    NotAdmitted(Admission.Objection objection) {
        super(objection.words());
        this.objection = objection;
    }

    StoreOutcome.Refused outcome() {
        return new StoreOutcome.Refused(StoreOutcome.Reason.NOT_ADMITTED, objection.words());
    }
}
