package io.dayside.dicomweb;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.json.JsonWriter;
import io.dayside.dicom.model.BulkDataUris;
import io.dayside.dicom.xml.XmlWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** The forms in which matches are returned, PS3.18 10.6.4: one JSON array, or a part of XML for each match. */
enum SearchMedia {
    JSON,
    XML;

    static final MediaType DICOM_JSON = new MediaType("application", "dicom+json");

    private static final MediaType DICOM_XML = new MediaType("application", "dicom+xml");
    private static final MediaType MULTIPART_RELATED = new MediaType("multipart", "related");

    record Written(MediaType type, byte[] body) {}

    /** The first of the accepted ones that we have; empty if none. No preference means JSON. */
    static Optional<SearchMedia> accepted(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(JSON);
        }
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(types);
            return types.stream()
                    .sorted((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()))
                    .flatMap(type -> of(type).stream())
                    .findFirst();
        } catch (InvalidMediaTypeException | InvalidMimeTypeException _) {
            return Optional.empty();
        }
    }

    private static Optional<SearchMedia> of(MediaType type) {
        if (type.includes(DICOM_JSON) || type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
            return Optional.of(JSON);
        }
        return isXml(type) ? Optional.of(XML) : Optional.empty();
    }

    /** Parts are of XML only where the type says so. */
    private static boolean isXml(MediaType type) {
        var part = type.getParameter("type");
        return type.equalsTypeAndSubtype(MULTIPART_RELATED)
                && part != null
                && part.replace("\"", "").equalsIgnoreCase(DICOM_XML.toString());
    }

    Written write(List<Attributes> matches) throws IOException {
        var body = new ByteArrayOutputStream();
        return switch (this) {
            case JSON -> {
                try (var array = JsonWriter.array(body, BulkDataUris.NONE)) {
                    for (var match : matches) {
                        array.add(match);
                    }
                }
                yield new Written(DICOM_JSON, body.toByteArray());
            }
            case XML -> {
                var boundary = "part-" + UUID.randomUUID();
                for (var match : matches) {
                    body.writeBytes(("--" + boundary + "\r\nContent-Type: " + DICOM_XML + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    XmlWriter.write(body, match, BulkDataUris.NONE);
                    body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
                yield new Written(
                        MediaType.parseMediaType("multipart/related; type=\"" + DICOM_XML + "\"; boundary=" + boundary),
                        body.toByteArray());
            }
        };
    }
}
