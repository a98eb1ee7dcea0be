package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.UID;
import io.dayside.dicomweb.RenderedPictures.Shot;
import io.dayside.dicomweb.RetrievedStudies.What;
import io.dayside.dicomweb.VisibleStudies.Address;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One object by the parameters of its address, as older systems retrieve (WADO-URI): PS3.18 chapter 9. */
@RestController
class UriController {

    private static final String DICOM = "application/dicom";

    private final VisibleStudies visible;
    private final StoredObjects objects;
    private final DeidentifiedObjects deidentified;
    private final RenderedPictures pictures;
    private final RetrievedStudies retrieved;

    UriController(
            VisibleStudies visible,
            StoredObjects objects,
            DeidentifiedObjects deidentified,
            RenderedPictures pictures,
            RetrievedStudies retrieved) {
        this.visible = visible;
        this.objects = objects;
        this.deidentified = deidentified;
        this.pictures = pictures;
        this.retrieved = retrieved;
    }

    @Operation(summary = "One object or its picture, by parameters (WADO-URI)")
    @GetMapping("/dicomweb/{tenant}/wado")
    void retrieve(@PathVariable String tenant, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var parameters = new UriParameters(request);
        parameters.check();
        var address = new Address(
                tenant,
                parameters.required("studyUID"),
                parameters.required("seriesUID"),
                parameters.required("objectUID"));
        var instance = visible.instances(address).getFirst();
        var format = format(instance, parameters);
        if (format.isPresent()) {
            sendPicture(instance, format.get(), parameters, response);
        } else {
            sendObject(instance, parameters, response);
        }
    }

    /** Nothing for the object itself. Where nothing is named, a still comes as a picture and all else as an object. */
    private static Optional<PictureFormat> format(ArchivedInstance instance, UriParameters parameters) {
        boolean still = instance.frames() == 1 || (instance.frames() > 1 && parameters.asksForFrame());
        boolean usuallyObject = parameters.isAnonymous()
                || !parameters.transferSyntax().isEmpty()
                || !still
                || !RenderedPictures.isPossible(instance);
        for (var range : parameters.accepted()) {
            boolean either = range.isWildcard();
            if (range.type().equals(DICOM) || (either && range.includes(DICOM) && usuallyObject)) {
                return Optional.empty();
            }
            var format = Arrays.stream(PictureFormat.values())
                    .filter(offered -> range.includes(offered.mediaType()))
                    .findFirst();
            if (format.isPresent()) {
                return format;
            }
        }
        throw Refusals.notAcceptable(
                "An object can be had as application/dicom, its picture as image/jpeg or image/png.");
    }

    private void sendPicture(
            ArchivedInstance instance, PictureFormat format, UriParameters parameters, HttpServletResponse response)
            throws IOException {
        parameters.refuseObjectParameters();
        RenderedPictures.requirePossible(instance);
        var rendering = parameters.rendering(instance);
        var picture = pictures.render(new Shot(instance, parameters.frameNumber(instance)), rendering, format);
        retrieved.record(instance.study(), What.RENDERED, 1);
        Caching.guard(response);
        rendering.warning().ifPresent(warning -> response.setHeader(HttpHeaders.WARNING, warning));
        response.setContentType(format.mediaType());
        response.setContentLength(picture.length);
        response.getOutputStream().write(picture);
    }

    private void sendObject(ArchivedInstance instance, UriParameters parameters, HttpServletResponse response)
            throws IOException {
        parameters.refusePictureParameters();
        var syntax = syntax(instance, parameters.transferSyntax());
        Caching.guard(response);
        response.setContentType(DICOM + "; transfer-syntax=" + syntax);
        if (parameters.isAnonymous()) {
            retrieved.record(instance.study(), What.DEIDENTIFIED, 1);
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"object.dcm\"");
            deidentified.write(instance, syntax, response.getOutputStream());
            return;
        }
        try (var object = objects.encoded(instance, syntax)) {
            retrieved.record(instance.study(), What.OBJECTS, 1);
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"%s.dcm\"".formatted(instance.sopInstanceUid()));
            object.writeTo(response.getOutputStream());
        }
    }

    /** Explicit VR Little Endian unless another is named, PS3.18 9.4.1.2.11; what cannot be converted as it is stored. */
    private static String syntax(ArchivedInstance instance, String named) {
        if (named.isEmpty()) {
            return StoredObjects.isConvertible(instance) ? UID.ExplicitVRLittleEndian : instance.transferSyntaxUid();
        }
        if (!StoredObjects.isAvailable(instance, named)) {
            throw Refusals.notAcceptable("The object cannot be had in that transfer syntax.");
        }
        return named.equals("*") ? instance.transferSyntaxUid() : named;
    }
}
