package io.dayside.reading;

import io.dayside.archive.StudyContents;
import io.dayside.cases.Case;
import io.dayside.routing.Leases;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Pictures that came after their case was opened. */
@Component
@Transactional(readOnly = true)
public class LatePictures {

    private final Leases leases;
    private final StudyContents contents;

    LatePictures(Leases leases, StudyContents contents) {
        this.leases = leases;
        this.contents = contents;
    }

    /** How many came since whoever holds the case opened it; 0 where nobody holds it. */
    public int of(Case work) {
        return leases.current(work.id())
                .map(lease -> contents.receivedAfter(work.study(), lease.heldSince()))
                .orElse(0);
    }
}
