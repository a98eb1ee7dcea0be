package io.dayside.dicomweb;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Why a request is not answered, in words that name no patient. */
final class Refusals {

    private Refusals() {}

    /** The same for what is unknown and what is not to be seen. */
    static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such object here.");
    }

    static ResponseStatusException notAcceptable(String detail) {
        return new ResponseStatusException(HttpStatus.NOT_ACCEPTABLE, detail);
    }

    static ResponseStatusException badRequest(String detail) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
    }

    static ResponseStatusException damaged() {
        return new ResponseStatusException(
                HttpStatus.INTERNAL_SERVER_ERROR, "A stored object is damaged and cannot be given out.");
    }

    static ResponseStatusException unreachable() {
        return new ResponseStatusException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "A stored object cannot be reached at present. It is held; ask again in a moment.");
    }

    static ResponseStatusException unreadable(Exception cause) {
        return new ResponseStatusException(
                HttpStatus.UNPROCESSABLE_CONTENT, "The stored object cannot be read.", cause);
    }
}
