package io.dayside.imaging;

import io.dayside.archive.StudyRef;
import io.dayside.identity.Caller;

/** Decides who may look at a study's images. Implemented where cases and leases are known. */
public interface StudyAccess {

    boolean mayView(Caller caller, StudyRef study);
}
