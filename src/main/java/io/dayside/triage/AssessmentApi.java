package io.dayside.triage;

import io.dayside.archive.StudyRef;
import io.dayside.identity.Callers;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.model.ModelCard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the models concluded, for the programs of the study's own hospital. A specialist finds it at the case that they
 * hold; to anybody else the study does not exist.
 */
@RestController
@RequestMapping("/api/assessments")
@Tag(name = "Triage")
class AssessmentApi {

    private final Assessments assessments;
    private final Callers callers;

    AssessmentApi(Assessments assessments, Callers callers) {
        this.assessments = assessments;
        this.callers = callers;
    }

    /** @param use what the findings are good for, beside every one of them */
    record Answer(
            TenantId tenant,
            String studyInstanceUid,
            Assessment.Status status,
            String reason,
            List<ModelFinding> findings,
            String use) {}

    @GetMapping("/{tenant}/{studyInstanceUid}")
    @Operation(summary = "What the models concluded on a study; a demonstration, not for clinical use")
    Answer assessment(@PathVariable TenantId tenant, @PathVariable String studyInstanceUid) {
        return Optional.of(new StudyRef(tenant, studyInstanceUid))
                .filter(study -> callers.required().isStaffOf(study.tenant()))
                .flatMap(assessments::of)
                .map(found -> new Answer(
                        tenant, studyInstanceUid, found.status(), found.reason(), found.findings(), ModelCard.USE))
                .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND));
    }
}
