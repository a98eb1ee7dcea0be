package io.dayside.intake.upload;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Refusals in words for the person who uploads. */
final class UploadRefused {

    private UploadRefused() {}

    /** What is not theirs does not exist. */
    static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    static ResponseStatusException badRequest(String detail) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
    }

    static ResponseStatusException conflict(String detail) {
        return new ResponseStatusException(HttpStatus.CONFLICT, detail);
    }

    static ResponseStatusException tooLarge(String detail) {
        return new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, detail);
    }

    /** No room now; there will be when what was brought before is in the archive. */
    static ResponseStatusException noRoom(String detail) {
        return new ResponseStatusException(HttpStatus.INSUFFICIENT_STORAGE, detail);
    }
}
