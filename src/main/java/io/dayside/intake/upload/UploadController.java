package io.dayside.intake.upload;

import io.dayside.intake.upload.UploadStandings.Report;
import io.dayside.intake.upload.UploadStandings.Standing;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Tenants;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A coordinator's uploads. Their files' bytes come through {@link UploadFileController}. */
@RestController
@RequestMapping("/api/uploads")
class UploadController {

    private static final int MOST_LISTED = 20;

    private final UploadAccess access;
    private final Uploads uploads;
    private final UploadStandings standings;
    private final Tenants tenants;

    UploadController(UploadAccess access, Uploads uploads, UploadStandings standings, Tenants tenants) {
        this.access = access;
        this.uploads = uploads;
        this.standings = standings;
        this.tenants = tenants;
    }

    /** @param facility code of the facility that the objects come from; the hospital's first where it is not said */
    record Beginning(@Nullable String hospital, @Nullable String facility) {}

    @PostMapping
    ResponseEntity<Standing> begin(@RequestBody Beginning beginning) {
        if (beginning.hospital() == null) {
            throw UploadRefused.badRequest("hospital says whose studies these are.");
        }
        var owner = access.at(beginning.hospital());
        var upload = uploads.begin(owner, facility(owner, beginning.facility()));
        var standing = standings.of(upload);
        return ResponseEntity.created(URI.create("/api/uploads/" + standing.hospital() + "/" + standing.id()))
                .body(standing);
    }

    private String facility(UploadOwner owner, @Nullable String code) {
        var hospital = tenants.find(owner.hospital()).orElseThrow(UploadRefused::unknown);
        if (code == null) {
            return hospital.defaultFacility().code();
        }
        return hospital.facility(code)
                .map(Facility::code)
                .orElseThrow(() -> UploadRefused.badRequest("The hospital has no facility of this code."));
    }

    /** The caller's own, newest first. */
    @GetMapping
    List<Standing> own() {
        return access.everywhere().stream()
                .flatMap(owner -> uploads.of(owner, MOST_LISTED).stream())
                .sorted(Comparator.comparing(Upload::beganAt).reversed())
                .limit(MOST_LISTED)
                .map(standings::of)
                .toList();
    }

    /** For those who ask again and again how far it is. */
    @GetMapping("/{hospital}/{id}/standing")
    Standing standing(@PathVariable String hospital, @PathVariable String id) {
        return standings.of(access.own(hospital, id));
    }

    @GetMapping("/{hospital}/{id}")
    Report report(@PathVariable String hospital, @PathVariable String id) {
        return standings.report(access.own(hospital, id));
    }

    /** Which files are there and how far, so that a sender knows what to leave out and where to go on. */
    @GetMapping("/{hospital}/{id}/files")
    List<UploadFile> files(@PathVariable String hospital, @PathVariable String id) {
        return uploads.files(access.own(hospital, id).id());
    }

    /** Says that all files are there. */
    @PostMapping("/{hospital}/{id}/finish")
    Standing finish(@PathVariable String hospital, @PathVariable String id) {
        var upload = access.own(hospital, id);
        uploads.finish(upload.id());
        return standings.of(upload);
    }

    /** Gives it up: what has not reached the archive is thrown away. */
    @DeleteMapping("/{hospital}/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveUp(@PathVariable String hospital, @PathVariable String id) {
        uploads.giveUp(access.own(hospital, id).id());
    }
}
