package io.dayside.critical;

import io.dayside.cases.CaseId;
import io.dayside.identity.Caller;

/** Who has signed what. Implemented by {@code reading}, which this room must not know. */
public interface SignedReaders {

    /** Whether the caller is a specialist who has signed a version of the case's report. */
    boolean hasSigned(Caller caller, CaseId id);
}
