package io.dayside.intake;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.QuarantinedInstance;
import io.dayside.archive.Settled;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a hospital sent, for its own people. */
@RestController
@RequestMapping("/api/studies")
class StudiesController {

    private static final int MAX_PAGE = 200;
    private static final int MAX_QUARANTINED = 1000;

    private final StudyList list;
    private final StudyArrivals arrivals;
    private final Studies studies;
    private final Callers callers;

    StudiesController(StudyList list, StudyArrivals arrivals, Studies studies, Callers callers) {
        this.list = list;
        this.arrivals = arrivals;
        this.studies = studies;
        this.callers = callers;
    }

    /** How the study stands to an order. */
    enum OrderMatch {
        NONE,
        MATCHED,
        PATIENT_DIFFERS
    }

    record StudyView(
            String tenant,
            String studyInstanceUid,
            String accessionNumber,
            String patientId,
            String patientName,
            @Nullable LocalDate patientBirthDate,
            String modality,
            String bodyPart,
            String description,
            @Nullable String state,
            int round,
            int series,
            int instances,
            Instant firstReceived,
            Instant lastReceived,
            @Nullable Instant completedAt,
            OrderMatch order) {}

    /**
     * @param next to be given as {@code before} for the next page; null on the last
     */
    record Page(List<StudyView> studies, @Nullable String next) {}

    /**
     * Studies of the caller's hospitals, newest arrival first.
     *
     * @param before {@code tenant/Study Instance UID} of the last study seen
     */
    @GetMapping
    Page studies(
            @RequestParam(required = false) @Nullable String before, @RequestParam(defaultValue = "50") int limit) {
        requireHospitalStaff();
        requirePage(limit);
        var studies = TenantScope.call(
                callers.required().employers(), () -> list.page(before == null ? null : ref(before), limit));
        var next = studies.size() < limit
                ? null
                : studies.getLast().tenant() + "/" + studies.getLast().studyInstanceUid();
        return new Page(studies, next);
    }

    /** Objects kept aside because they contradict what is held, and that wait for a decision. */
    @GetMapping("/quarantine")
    List<QuarantinedInstance> quarantine() {
        requireHospitalStaff();
        return TenantScope.call(callers.required().employers(), () -> studies.quarantined(MAX_QUARANTINED));
    }

    /**
     * A study that is being received. It names no patient.
     *
     * @param reopened whether it was complete before, and late instances came
     * @param silentSince when its newest instance came
     * @param orderedInstances as its order says, 0 where it says nothing
     * @param stepInstances as its completed performed steps refer to, 0 where nothing is said
     * @param completeAt when it counts as complete if nothing more comes
     */
    record ReceivingView(
            String tenant,
            String studyInstanceUid,
            String accessionNumber,
            String facility,
            String sender,
            String modality,
            String description,
            int instances,
            boolean reopened,
            Instant silentSince,
            int orderedInstances,
            int stepInstances,
            Instant completeAt) {

        static ReceivingView of(ReceivingStudy receiving) {
            var study = receiving.study();
            return new ReceivingView(
                    study.ref().tenant().code(),
                    study.ref().studyInstanceUid(),
                    study.accessionNumber(),
                    study.facility(),
                    study.sender(),
                    study.modality(),
                    study.studyDescription(),
                    study.instances(),
                    receiving.isReopened(),
                    receiving.silentSince(),
                    receiving.orderedInstances(),
                    receiving.stepInstances(),
                    receiving.completeAt());
        }
    }

    /** Studies of the caller's hospitals that are not complete yet, the longest silence first. */
    @GetMapping("/receiving")
    List<ReceivingView> receiving(@RequestParam(defaultValue = "50") int limit) {
        requireHospitalStaff();
        requirePage(limit);
        var own = callers.required().employers();
        return TenantScope.call(own, () -> arrivals.receiving(own, limit)).stream()
                .map(ReceivingView::of)
                .toList();
    }

    private static void requirePage(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit is 1 to " + MAX_PAGE);
        }
    }

    private static StudyRef ref(String cursor) {
        int slash = cursor.indexOf('/');
        try {
            return new StudyRef(new TenantId(cursor.substring(0, Math.max(0, slash))), cursor.substring(slash + 1));
        } catch (IllegalArgumentException _) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "before is not a place in this list");
        }
    }

    private void requireHospitalStaff() {
        var caller = callers.required();
        if (!caller.is(Role.COORDINATOR) && !caller.is(Role.VIEWER)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "only for a hospital's own staff");
        }
    }

    /** Reads archive and progress in one transaction. */
    @Service
    @Settled
    @Transactional(readOnly = true)
    static class StudyList {

        private final Archive archive;
        private final Studies studies;
        private final StudyProgress progress;

        StudyList(Archive archive, Studies studies, StudyProgress progress) {
            this.archive = archive;
            this.studies = studies;
            this.progress = progress;
        }

        List<StudyView> page(@Nullable StudyRef before, int limit) {
            var last = before == null
                    ? null
                    : archive.study(before).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
            return studies.newest(last, limit).stream().map(this::view).toList();
        }

        private StudyView view(ArchivedStudy study) {
            var standing = progress.find(study.ref()).orElse(null);
            return new StudyView(
                    study.ref().tenant().code(),
                    study.ref().studyInstanceUid(),
                    study.accessionNumber(),
                    study.patientId(),
                    study.patientName(),
                    study.patientBirthDate(),
                    study.modality(),
                    study.bodyPartExamined(),
                    study.studyDescription(),
                    standing == null ? null : standing.state().name(),
                    standing == null ? 0 : standing.round(),
                    study.series(),
                    study.instances(),
                    study.firstReceived(),
                    study.lastReceived(),
                    standing == null ? null : standing.completedAt(),
                    orderMatch(standing));
        }

        private static OrderMatch orderMatch(StudyProgress.@Nullable Standing standing) {
            if (standing == null) {
                return OrderMatch.NONE;
            }
            if (standing.order() != null) {
                return OrderMatch.MATCHED;
            }
            return standing.orderDiffers() ? OrderMatch.PATIENT_DIFFERS : OrderMatch.NONE;
        }
    }
}
