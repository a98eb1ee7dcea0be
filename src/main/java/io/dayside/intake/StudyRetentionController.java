package io.dayside.intake;

import io.dayside.archive.DeletedStudy;
import io.dayside.archive.LegalHold;
import io.dayside.archive.Retention;
import io.dayside.archive.StudyKept;
import io.dayside.archive.StudyRef;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a hospital's coordinator decides about keeping and deleting its studies. */
@RestController
@RequestMapping("/api/studies/{tenant}/{studyUid}")
class StudyRetentionController {

    private static final int MAX_REASON = 200;

    private final Retention retention;
    private final Callers callers;

    StudyRetentionController(Retention retention, Callers callers) {
        this.retention = retention;
        this.callers = callers;
    }

    record Reason(@Nullable String reason) {}

    /**
     * @param hold null where nothing but the hospital's rule keeps the study
     * @param deletions earlier deletions under the same Study Instance UID
     */
    record Standing(@Nullable LegalHold hold, List<DeletedStudy> deletions) {}

    @GetMapping("/retention")
    Standing standing(@PathVariable String tenant, @PathVariable String studyUid) {
        var study = ofCoordinator(tenant, studyUid);
        return new Standing(retention.hold(study).orElse(null), retention.deletions(study));
    }

    /** Keeps the study until the hold is lifted, whatever its age. */
    @PutMapping("/hold")
    void hold(@PathVariable String tenant, @PathVariable String studyUid, @RequestBody Reason reason) {
        var study = ofCoordinator(tenant, studyUid);
        try {
            retention.placeHold(study, said(reason.reason()));
        } catch (NoSuchElementException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    @DeleteMapping("/hold")
    void lift(@PathVariable String tenant, @PathVariable String studyUid, @RequestParam String reason) {
        if (!retention.liftHold(ofCoordinator(tenant, studyUid), said(reason))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    /**
     * Deletes the study for good.
     *
     * @param confirm the Study Instance UID once more
     * @return the proof
     */
    @DeleteMapping
    DeletedStudy delete(
            @PathVariable String tenant,
            @PathVariable String studyUid,
            @RequestParam String confirm,
            @RequestParam String reason) {
        var study = ofCoordinator(tenant, studyUid);
        if (!confirm.equals(studyUid)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "confirm must repeat the Study Instance UID of the study to be deleted");
        }
        try {
            return retention.delete(study, said(reason));
        } catch (StudyKept e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage(), e);
        } catch (NoSuchElementException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static String said(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > MAX_REASON) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "reason must be given, in at most " + MAX_REASON + " characters");
        }
        return reason.strip();
    }

    /** Another hospital's study does not exist. */
    private StudyRef ofCoordinator(String tenant, String studyUid) {
        var caller = callers.required();
        if (!caller.is(Role.COORDINATOR)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "only for a hospital's coordinator");
        }
        var own = caller.tenants().stream()
                .filter(id -> id.code().equals(tenant) && caller.is(Role.COORDINATOR, id))
                .findFirst();
        TenantId id = own.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new StudyRef(id, studyUid);
    }
}
