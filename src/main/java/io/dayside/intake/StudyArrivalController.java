package io.dayside.intake;

import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.UIDs;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** How far a study has arrived, and the hospital's word that it is all there. */
@RestController
@RequestMapping("/api/studies/{tenant}/{studyUid}")
@Tag(name = "Intake")
class StudyArrivalController {

    private final StudyArrivals arrivals;
    private final Callers callers;

    StudyArrivalController(StudyArrivals arrivals, Callers callers) {
        this.arrivals = arrivals;
        this.callers = callers;
    }

    /**
     * @param state RECEIVING or COMPLETE
     * @param because what made it complete last
     */
    record ArrivalView(
            String state,
            int round,
            @Nullable Instant completedAt,
            @Nullable CompletedBecause because,
            @Nullable Instant reopenedAt,
            List<StepView> steps) {}

    /** A modality performed procedure step. */
    record StepView(
            String sopInstanceUid,
            String sender,
            PerformedStep.Status status,
            String modality,
            int instances,
            Instant begunAt,
            @Nullable Instant endedAt) {}

    @GetMapping("/arrival")
    @Operation(summary = "Whether the study is complete and why, and what its modalities report of their steps")
    ArrivalView arrival(@PathVariable String tenant, @PathVariable String studyUid) {
        return view(own(tenant, studyUid, Set.of(Role.COORDINATOR, Role.VIEWER)));
    }

    /** Asking again changes nothing. */
    @PostMapping("/complete")
    @Operation(summary = "The study is all there: it need not wait for its quiet time")
    ArrivalView complete(@PathVariable String tenant, @PathVariable String studyUid) {
        var study = own(tenant, studyUid, Set.of(Role.COORDINATOR));
        TenantScope.call(study.tenant(), () -> arrivals.complete(study));
        return view(study);
    }

    private ArrivalView view(StudyRef study) {
        return TenantScope.call(study.tenant(), () -> arrivals.of(study))
                .map(StudyArrivalController::view)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ArrivalView view(StudyArrival arrival) {
        return new ArrivalView(
                arrival.receiving() ? "RECEIVING" : "COMPLETE",
                arrival.round(),
                arrival.completedAt(),
                arrival.because(),
                arrival.reopenedAt(),
                arrival.steps().stream()
                        .map(step -> new StepView(
                                step.sopInstanceUid(),
                                step.sender(),
                                step.status(),
                                step.modality(),
                                step.instances(),
                                step.begunAt(),
                                step.endedAt()))
                        .toList());
    }

    /** Another hospital's study does not exist. */
    private StudyRef own(String tenant, String studyUid, Set<Role> roles) {
        var caller = callers.required();
        if (roles.stream().noneMatch(caller::is)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "only for a hospital's own staff");
        }
        return caller.tenants().stream()
                .filter(id -> id.code().equals(tenant) && roles.stream().anyMatch(role -> caller.is(role, id)))
                .findFirst()
                .filter(_ -> UIDs.isValid(studyUid))
                .map(id -> new StudyRef(id, studyUid))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
