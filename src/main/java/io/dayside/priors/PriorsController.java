package io.dayside.priors;

import io.dayside.archive.StudyRef;
import io.dayside.identity.Callers;
import io.dayside.imaging.StudyAccess;
import io.dayside.tenancy.TenantId;
import java.time.LocalDate;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The priors of a study, for whoever may look at it. */
@RestController
class PriorsController {

    private final Priors priors;
    private final List<StudyAccess> accesses;
    private final Callers callers;

    PriorsController(Priors priors, ObjectProvider<StudyAccess> accesses, Callers callers) {
        this.priors = priors;
        this.accesses = accesses.orderedStream().toList();
        this.callers = callers;
    }

    /** @param date of the study, as the PACS gives it */
    record PriorView(
            String studyInstanceUid,
            LocalDate date,
            String modality,
            String region,
            String description,
            Prior.State state) {}

    /** Most relevant first. What one may not see does not exist. */
    @GetMapping("/api/studies/{tenant}/{study}/priors")
    List<PriorView> priors(@PathVariable String tenant, @PathVariable String study) {
        var caller = callers.required();
        var ref = caller.tenants().stream()
                .map(TenantId::code)
                .filter(tenant::equals)
                .findFirst()
                .map(code -> new StudyRef(new TenantId(code), study))
                .filter(named -> accesses.stream().anyMatch(access -> access.mayView(caller, named)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return priors.of(ref).stream()
                .map(prior -> new PriorView(
                        prior.ref().studyInstanceUid(),
                        prior.date(),
                        prior.modality(),
                        prior.region(),
                        prior.description(),
                        prior.state()))
                .toList();
    }
}
