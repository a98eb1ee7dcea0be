package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.workforce.Subspecialties;
import io.dayside.workforce.Subspecialty;
import org.springframework.stereotype.Component;

/** What a case asks of its reader by its hospital's rules. */
@Component
class AskedSubspecialty {

    private final Subspecialties subspecialties;

    AskedSubspecialty(Subspecialties subspecialties) {
        this.subspecialties = subspecialties;
    }

    Subspecialty of(Case work) {
        return rules().of(work.id().tenant(), work.modality(), work.bodyPart(), work.ageGroup(), work.procedure());
    }

    /** The same object as long as nothing changes. */
    Subspecialties.Rules rules() {
        return subspecialties.current();
    }
}
