package io.dayside.dicomweb;

import io.dayside.archive.Archive;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.json.JsonWriter;
import io.dayside.dicom.model.BulkDataUris;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.web.MediaRange;
import io.dayside.dicom.web.MultipartReader;
import io.dayside.dicom.xml.XmlWriter;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Tenants;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Stores what a hospital's coordinator, a person or a system, sends to their own hospital, PS3.18 10.5. */
@RestController
@RequestMapping("/dicomweb/{tenant}")
class StoreController {

    /** Of one request; what is larger comes in several. */
    private static final long MAX_BODY_BYTES = 64L * 1024 * 1024 * 1024;

    private static final String DICOM = "application/dicom";

    private final Archive archive;
    private final DescribedBodies described;
    private final Tenants tenants;
    private final Callers callers;
    private final StoreSlots slots = new StoreSlots();

    StoreController(Archive archive, DescribedBodies described, Tenants tenants, Callers callers) {
        this.archive = archive;
        this.described = described;
        this.tenants = tenants;
        this.callers = callers;
    }

    @Operation(summary = "Stores objects")
    @PostMapping({"/studies", "/studies/{study}"})
    void store(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var caller = callers.required();
        var hospital = hospital(caller, path.getOrDefault("tenant", ""));
        var study = path.get("study");
        checkRequest(request, study);
        try (var _ = slot(hospital)) {
            var answer = new StoreAnswer(hospital.id().code());
            try (var storing = new ObjectStoring(archive, hospital, caller, study == null ? "" : study, answer)) {
                storeBody(request, hospital, storing, answer);
            }
            send(answer, request, response);
        }
    }

    private StoreSlots.Slot slot(Hospital hospital) {
        return slots.take(hospital.id())
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.SERVICE_UNAVAILABLE, "Too many objects are being stored at the same time."));
    }

    private Hospital hospital(Caller caller, String code) {
        var tenant = VisibleStudies.tenantOf(caller, code);
        if (!caller.is(Role.COORDINATOR, tenant)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Only a hospital's coordinators store objects for it.");
        }
        return tenants.find(tenant).orElseThrow(Refusals::notFound);
    }

    private static void checkRequest(HttpServletRequest request, @Nullable String study) {
        if (study != null && !UIDs.isValid(study)) {
            throw Refusals.badRequest("The study in the address is not a UID.");
        }
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ResponseStatusException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Objects are stored without a content encoding.");
        }
        if (request.getContentLengthLong() > MAX_BODY_BYTES) {
            throw tooLarge("A request has at most 64 GiB.");
        }
    }

    private static ResponseStatusException tooLarge(String detail) {
        return new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, detail);
    }

    private void storeBody(HttpServletRequest request, Hospital hospital, ObjectStoring storing, StoreAnswer answer)
            throws IOException {
        var type = MediaRange.of(request.getContentType() == null ? "" : request.getContentType());
        var body = new LimitedBody(request.getInputStream(), MAX_BODY_BYTES);
        if (type.type().equals(DICOM)) {
            storing.storeFile(body);
            return;
        }
        if (!type.isMultipart()) {
            throw unsupported();
        }
        switch (type.parameters().getOrDefault("type", DICOM).toLowerCase(Locale.ROOT)) {
            case DICOM -> storeParts(parts(body, type), storing, answer);
            case DescribedObjects.JSON, DescribedObjects.XML ->
                described.store(parts(body, type), type.wantedType(), hospital.id(), storing, answer);
            default -> throw unsupported();
        }
    }

    private static PartSource parts(InputStream body, MediaRange type) throws IOException {
        return new PartSource(new MultipartReader(body, type.parameter("boundary")));
    }

    private static ResponseStatusException unsupported() {
        return new ResponseStatusException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "Objects are stored as application/dicom, or as multipart/related with parts of that type or of"
                        + " application/dicom+json or application/dicom+xml.");
    }

    private static void storeParts(PartSource parts, ObjectStoring storing, StoreAnswer answer) throws IOException {
        for (var part = parts.next(); part.isPresent(); part = parts.next()) {
            var type = part.get().contentType().type();
            if (type.isEmpty() || type.equals(DICOM)) {
                storing.storeFile(part.get().content());
            } else {
                answer.failed("", "", Status.CannotUnderstand);
            }
        }
    }

    private static void send(StoreAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Caching.guard(response);
        response.setStatus(answer.status().value());
        if (answer.mayGoLater()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
        }
        boolean xml = Acceptable.of(request).stream()
                .filter(range -> range.includes("application/dicom+xml") || range.includes("application/dicom+json"))
                .findFirst()
                .filter(range -> !range.includes("application/dicom+json"))
                .isPresent();
        response.setContentType(xml ? "application/dicom+xml" : "application/dicom+json");
        if (xml) {
            XmlWriter.write(response.getOutputStream(), answer.dataset(), BulkDataUris.NONE);
        } else {
            JsonWriter.write(response.getOutputStream(), answer.dataset(), BulkDataUris.NONE);
        }
    }

    /** A body without stated length is bounded too. */
    private static final class LimitedBody extends FilterInputStream {

        private long left;

        LimitedBody(InputStream in, long maxBytes) {
            super(in);
            this.left = maxBytes;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw tooLarge("A request has at most 64 GiB.");
            }
            return count;
        }
    }
}
