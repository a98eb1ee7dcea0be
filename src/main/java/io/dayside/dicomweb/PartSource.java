package io.dayside.dicomweb;

import io.dayside.dicom.web.BrokenMultipart;
import io.dayside.dicom.web.MultipartReader;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The parts of one request, counted. */
final class PartSource {

    /** A large study has some thousand objects. */
    private static final int MAX_PARTS = 20_000;

    private final MultipartReader parts;
    private int count;

    PartSource(MultipartReader parts) {
        this.parts = parts;
    }

    /** @throws BrokenMultipart where there is not even one */
    Optional<MultipartReader.Part> next() throws IOException {
        var part = parts.next();
        if (part.isEmpty() && count == 0) {
            throw new BrokenMultipart("the body has no part");
        }
        if (part.isPresent() && ++count > MAX_PARTS) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, "A request has at most %,d parts.".formatted(MAX_PARTS));
        }
        return part;
    }
}
