package io.dayside.imaging;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ObjectsUnreachable;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.DecoderUnavailable;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.RealFrames;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** A study's pictures for the browser of a caller who may see them. What one may not see does not exist. */
@RestController
@RequestMapping("/viewer/{tenant}")
class ViewerController {

    /** Asked for again each time: an object may be replaced, and the right to see it may end. */
    private static final CacheControl FRAME_CACHING = CacheControl.noCache().cachePrivate();

    private final Archive archive;
    private final Studies studies;
    private final OpenedObjects objects;
    private final ViewedStudies viewed;
    private final Callers callers;
    private final List<StudyAccess> accesses;

    ViewerController(
            Archive archive,
            Studies studies,
            OpenedObjects objects,
            ViewedStudies viewed,
            Callers callers,
            ObjectProvider<StudyAccess> accesses) {
        this.archive = archive;
        this.studies = studies;
        this.objects = objects;
        this.viewed = viewed;
        this.callers = callers;
        this.accesses = accesses.orderedStream().toList();
    }

    @GetMapping("/studies/{studyUid}/manifest")
    ResponseEntity<StudyManifest> manifest(@PathVariable String tenant, @PathVariable String studyUid)
            throws IOException {
        var caller = callers.required();
        var study = new StudyRef(tenantOf(caller, tenant), studyUid);
        if (archive.study(study).isEmpty()) {
            throw notFound();
        }
        requireAccess(caller, study);
        viewed.record(caller, study);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(new StudyManifest(studyUid, series(archive.instances(study))));
    }

    private List<StudyManifest.Series> series(List<ArchivedInstance> instances) throws IOException {
        var bySeries = instances.stream()
                .collect(Collectors.groupingBy(
                        ArchivedInstance::seriesInstanceUid, LinkedHashMap::new, Collectors.toList()));
        var series = new ArrayList<StudyManifest.Series>();
        for (var ofSeries : bySeries.values()) {
            var described = new ArrayList<StudyManifest.Instance>();
            for (var instance : ofSeries) {
                described.add(objects.describe(instance));
            }
            var first = ofSeries.getFirst();
            series.add(new StudyManifest.Series(
                    first.seriesInstanceUid(), first.modality(), first.seriesDescription(), described));
        }
        return series;
    }

    /**
     * One frame, exact; nothing where the browser has it already.
     *
     * @param number from 1
     */
    @GetMapping("/instances/{sopUid}/frames/{number}")
    ResponseEntity<byte[]> frame(
            @PathVariable String tenant,
            @PathVariable String sopUid,
            @PathVariable("number") int number,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known)
            throws IOException {
        var caller = callers.required();
        var instance = studies.instance(tenantOf(caller, tenant), sopUid).orElseThrow(ViewerController::notFound);
        requireAccess(caller, instance.study());
        var tag = "\"%s-%d\"".formatted(instance.datasetSha256(), number);
        if (known.contains(tag)) {
            viewed.record(caller, instance.study());
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .cacheControl(FRAME_CACHING)
                    .eTag(tag)
                    .build();
        }
        var bytes = decode(instance, number);
        viewed.record(caller, instance.study());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(FRAME_CACHING)
                .eTag(tag)
                .header("X-Content-Type-Options", "nosniff")
                .body(bytes);
    }

    private byte[] decode(ArchivedInstance instance, int number) throws IOException {
        try {
            var file = objects.file(instance);
            if (RealFrames.isIn(file.dataset())) {
                return realFrame(instance, file, number);
            }
            var frames = FrameSource.of(file);
            if (number < 1 || number > frames.frames()) {
                throw notFound();
            }
            return FrameBytes.of(frames.decode(number - 1), file.dataset());
        } catch (DecoderUnavailable e) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, Pictures.words(e), e);
        } catch (CannotDecode e) {
            throw unshowable(instance, Pictures.words(e), e);
        } catch (MalformedDataset e) {
            throw unshowable(instance, "The object cannot be read", e);
        }
    }

    private byte[] realFrame(ArchivedInstance instance, DicomFile file, int number) throws IOException, CannotDecode {
        var described = objects.describe(instance);
        if (number < 1 || number > described.frames()) {
            throw notFound();
        }
        if (!described.viewable()) {
            throw unshowable(instance, objects.notShown(instance), null);
        }
        return RealPictures.frame(described, file, number);
    }

    private ResponseStatusException unshowable(ArchivedInstance instance, String reason, @Nullable Exception cause) {
        objects.isBroken(instance, reason);
        return new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, reason, cause);
    }

    private static TenantId tenantOf(Caller caller, String code) {
        return caller.tenants().stream()
                .filter(tenant -> tenant.code().equals(code))
                .findFirst()
                .orElseThrow(ViewerController::notFound);
    }

    private void requireAccess(Caller caller, StudyRef study) {
        if (accesses.stream().noneMatch(access -> access.mayView(caller, study))) {
            throw notFound();
        }
    }

    /** The same for what is unknown and what is not to be seen. */
    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreachable(ObjectsUnreachable away) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "10")
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, "The pictures cannot be reached at present."));
    }
}
