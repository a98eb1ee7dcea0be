package io.dayside.intake.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The files of an upload, by the protocol for resumable uploads of tus.io, version 1.0.0. */
@RestController
@RequestMapping("/api/uploads/{hospital}/{id}/files")
class UploadFileController {

    private static final Logger log = LoggerFactory.getLogger(UploadFileController.class);
    private static final String VERSION = "1.0.0";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String BODY_TYPE = "application/offset+octet-stream";

    private final UploadAccess access;
    private final Uploads uploads;
    private final FileArrival arrival;
    private final UploadLimits limits;

    UploadFileController(UploadAccess access, Uploads uploads, FileArrival arrival, UploadLimits limits) {
        this.access = access;
        this.uploads = uploads;
        this.arrival = arrival;
        this.limits = limits;
    }

    @RequestMapping(method = RequestMethod.OPTIONS)
    ResponseEntity<Void> abilities() {
        return ResponseEntity.noContent()
                .header("Tus-Resumable", VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,creation-with-upload,termination")
                .header("Tus-Max-Size", Long.toString(limits.fileBytes().toBytes()))
                .build();
    }

    /** Adds a file; the one that was added before where name, size and time are the same. */
    @PostMapping
    ResponseEntity<Void> add(@PathVariable String hospital, @PathVariable String id, HttpServletRequest request) {
        requireVersion(request);
        var upload = access.own(hospital, id).id();
        var metadata = TusMetadata.of(request.getHeader("Upload-Metadata"));
        var file = uploads.add(upload, metadata.fileName(), size(request), metadata.modifiedMs());
        long end = file.receivedBytes();
        if (hasBody(request) && end == 0 && file.bytes() > 0) {
            end = append(upload, file.number(), 0, request);
        }
        return answer(HttpStatus.CREATED)
                .location(URI.create("/api/uploads/" + upload + "/files/" + file.number()))
                .header(OFFSET, Long.toString(end))
                .build();
    }

    private static boolean hasBody(HttpServletRequest request) {
        return isBody(request.getContentType());
    }

    @RequestMapping(path = "/{number}", method = RequestMethod.HEAD)
    ResponseEntity<Void> whereItEnds(
            @PathVariable String hospital,
            @PathVariable String id,
            @PathVariable String number,
            HttpServletRequest request) {
        requireVersion(request);
        var file = uploads.file(access.own(hospital, id).id(), number(number));
        return answer(HttpStatus.OK)
                .header(OFFSET, Long.toString(file.receivedBytes()))
                .header(LENGTH, Long.toString(file.bytes()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @PatchMapping("/{number}")
    ResponseEntity<Void> append(
            @PathVariable String hospital,
            @PathVariable String id,
            @PathVariable String number,
            HttpServletRequest request) {
        requireVersion(request);
        var upload = access.own(hospital, id).id();
        if (!hasBody(request)) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Bytes come as " + BODY_TYPE + ".");
        }
        long end = append(upload, number(number), offset(request), request);
        return answer(HttpStatus.NO_CONTENT).header(OFFSET, Long.toString(end)).build();
    }

    /** Leaves out a file that has not come whole. */
    @DeleteMapping("/{number}")
    ResponseEntity<Void> leaveOut(
            @PathVariable String hospital,
            @PathVariable String id,
            @PathVariable String number,
            HttpServletRequest request)
            throws IOException {
        requireVersion(request);
        var upload = access.own(hospital, id).id();
        uploads.leaveOut(upload, uploads.file(upload, number(number)).number());
        return answer(HttpStatus.NO_CONTENT).build();
    }

    private long append(UploadId upload, int number, long offset, HttpServletRequest request) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
            throw new ResponseStatusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Bytes come without a content encoding.");
        }
        try {
            return arrival.append(upload, number, offset, request.getContentLengthLong(), request.getInputStream());
        } catch (IOException e) {
            log.info("{} file {} stopped coming: {}", upload, number, e.toString());
            throw new ResponseStatusException(
                    HttpStatus.REQUEST_TIMEOUT, "The bytes stopped coming. Ask where the file ends, and go on.", e);
        }
    }

    private static boolean isBody(@Nullable String type) {
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(BODY_TYPE);
    }

    private static void requireVersion(HttpServletRequest request) {
        if (!VERSION.equals(request.getHeader("Tus-Resumable"))) {
            throw new ResponseStatusException(
                    HttpStatus.PRECONDITION_FAILED, "Files come by tus " + VERSION + ": send Tus-Resumable.");
        }
    }

    private static long size(HttpServletRequest request) {
        return whole(request.getHeader(LENGTH), LENGTH);
    }

    private static long offset(HttpServletRequest request) {
        return whole(request.getHeader(OFFSET), OFFSET);
    }

    private static long whole(@Nullable String text, String name) {
        try {
            if (text != null && Long.parseLong(text) >= 0) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw UploadRefused.badRequest(name + " is a whole number of bytes.");
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw UploadRefused.unknown();
        }
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status).header("Tus-Resumable", VERSION);
    }
}
