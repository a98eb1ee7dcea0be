package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.ObjectStream;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.json.JsonWriter;
import io.dayside.dicom.web.MediaRange;
import io.dayside.dicom.xml.XmlWriter;
import io.dayside.dicomweb.RetrievedStudies.What;
import io.dayside.dicomweb.VisibleStudies.Address;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Objects and their metadata, PS3.18 10.4. */
@RestController
@RequestMapping("/dicomweb/{tenant}")
class RetrieveController {

    private static final String DICOM = "application/dicom";
    private static final String DICOM_JSON = "application/dicom+json";
    private static final String DICOM_XML = "application/dicom+xml";

    private final VisibleStudies visible;
    private final StoredObjects objects;
    private final RetrievedStudies retrieved;

    RetrieveController(VisibleStudies visible, StoredObjects objects, RetrievedStudies retrieved) {
        this.visible = visible;
        this.objects = objects;
        this.retrieved = retrieved;
    }

    /**
     * One object in the encoding that the caller takes.
     *
     * @param single whether it may come without being a part
     */
    private record Choice(ArchivedInstance instance, String syntaxUid, boolean single) {

        String mediaType() {
            return DICOM + "; transfer-syntax=" + syntaxUid;
        }
    }

    @Operation(summary = "Objects of a study or series, or one")
    @GetMapping({
        "/studies/{study}",
        "/studies/{study}/series/{series}",
        "/studies/{study}/series/{series}/instances/{instance}"
    })
    void objects(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var instances = visible.instances(Address.of(path));
        var choices = choices(Acceptable.of(request), instances);
        if (choices.isEmpty()) {
            throw Refusals.notAcceptable("The objects can be had as multipart/related; type=\"application/dicom\" with"
                    + " transfer-syntax=* or, where they can be decoded, 1.2.840.10008.1.2.1.");
        }
        if (Caching.isKnown(request, response, choices.toString())) {
            return;
        }
        MultipartWriter parts;
        try (var first = encoded(choices.getFirst())) {
            retrieved.record(instances.getFirst().study(), What.OBJECTS, choices.size());
            if (choices.size() < instances.size()) {
                response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            }
            if (choices.size() == 1 && choices.getFirst().single()) {
                sendAlone(choices.getFirst(), first, response);
                return;
            }
            parts = new MultipartWriter(response, DICOM);
            sendPart(choices.getFirst(), first, parts);
        }
        for (var choice : choices.subList(1, choices.size())) {
            try (var object = encoded(choice)) {
                sendPart(choice, object, parts);
            }
        }
        parts.end();
    }

    private StoredObjects.Encoded encoded(Choice choice) throws IOException {
        return objects.encoded(choice.instance(), choice.syntaxUid());
    }

    private static List<Choice> choices(List<MediaRange> accepted, List<ArchivedInstance> instances) {
        var choices = new ArrayList<Choice>();
        for (var instance : instances) {
            choice(accepted, instance, instances.size() == 1).ifPresent(choices::add);
        }
        return choices;
    }

    private static Optional<Choice> choice(List<MediaRange> accepted, ArchivedInstance instance, boolean alone) {
        return accepted.stream()
                .filter(range -> range.includes(DICOM))
                .filter(range -> alone || range.isMultipart() || range.isWildcard())
                .filter(range -> StoredObjects.isAvailable(instance, syntax(range, instance)))
                .findFirst()
                .map(range -> new Choice(
                        instance,
                        syntax(range, instance).equals("*") ? instance.transferSyntaxUid() : syntax(range, instance),
                        alone && !range.isMultipart()));
    }

    /** Where none is named, Explicit VR Little Endian, PS3.18 8.7.3.5.2; video and the like as they are stored. */
    private static String syntax(MediaRange range, ArchivedInstance instance) {
        var named = range.parameter("transfer-syntax");
        if (!named.isEmpty()) {
            return named;
        }
        return StoredObjects.isConvertible(instance) ? UID.ExplicitVRLittleEndian : "*";
    }

    private static void sendAlone(Choice choice, StoredObjects.Encoded object, HttpServletResponse response)
            throws IOException {
        response.setContentType(choice.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"%s.dcm\"".formatted(choice.instance().sopInstanceUid()));
        object.writeTo(response.getOutputStream());
    }

    private static void sendPart(Choice choice, StoredObjects.Encoded object, MultipartWriter parts)
            throws IOException {
        object.writeTo(parts.part(choice.mediaType(), Addresses.instance(choice.instance())));
    }

    @Operation(summary = "Data sets without bulk data")
    @GetMapping({
        "/studies/{study}/metadata",
        "/studies/{study}/series/{series}/metadata",
        "/studies/{study}/series/{series}/instances/{instance}/metadata"
    })
    void metadata(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var instances = visible.instances(Address.of(path));
        var type = metadataType(Acceptable.of(request), instances.size());
        var content = "metadata " + type + instances + Addresses.instance(instances.getFirst());
        if (Caching.isKnown(request, response, content)) {
            return;
        }
        retrieved.record(instances.getFirst().study(), What.METADATA, instances.size());
        switch (type) {
            case DICOM_JSON -> sendJson(instances, response);
            case DICOM_XML -> sendXml(instances.getFirst(), response);
            default -> sendXmlInParts(instances, response);
        }
    }

    /** Empty for XML in parts. */
    private static String metadataType(List<MediaRange> accepted, int instances) {
        for (var range : accepted) {
            if (!range.isMultipart()
                    && (range.includes(DICOM_JSON) || range.type().equals("application/json"))) {
                return DICOM_JSON;
            }
            if (range.includes(DICOM_XML) && range.isMultipart()) {
                return "";
            }
            if (range.includes(DICOM_XML) && instances == 1) {
                return DICOM_XML;
            }
        }
        throw Refusals.notAcceptable(
                "Metadata can be had as application/dicom+json or multipart/related; type=\"application/dicom+xml\".");
    }

    /** The first object is read before the response begins; an array without its end shows that a later one failed. */
    private void sendJson(List<ArchivedInstance> instances, HttpServletResponse response) throws IOException {
        var header = header(instances.getFirst());
        response.setContentType(DICOM_JSON);
        var out = new BufferedOutputStream(response.getOutputStream());
        for (int i = 0; i < instances.size(); i++) {
            out.write(i == 0 ? '[' : ',');
            header = i == 0 ? header : header(instances.get(i));
            JsonWriter.write(out, header, Addresses.bulkDataOf(instances.get(i)));
        }
        out.write(']');
        out.flush();
    }

    private Attributes header(ArchivedInstance instance) throws IOException {
        return objects.withHeader(instance, ObjectStream::headerWithStandIn);
    }

    private void sendXml(ArchivedInstance instance, HttpServletResponse response) throws IOException {
        response.setContentType(DICOM_XML);
        var header = header(instance);
        XmlWriter.write(response.getOutputStream(), header, Addresses.bulkDataOf(instance));
    }

    private void sendXmlInParts(List<ArchivedInstance> instances, HttpServletResponse response) throws IOException {
        var parts = new MultipartWriter(response, DICOM_XML);
        for (var instance : instances) {
            var header = header(instance);
            XmlWriter.write(parts.part(DICOM_XML, ""), header, Addresses.bulkDataOf(instance));
        }
        parts.end();
    }
}
