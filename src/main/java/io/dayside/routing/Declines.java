package io.dayside.routing;

import io.dayside.cases.CaseId;
import java.util.Set;

/** Who did not want which case. */
public interface Declines {

    /** Usernames of who declined it, at any time. Joins the running transaction. */
    Set<String> of(CaseId id);
}
