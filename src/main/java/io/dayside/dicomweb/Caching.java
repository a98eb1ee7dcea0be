package io.dayside.dicomweb;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Headers of everything that is given out. */
final class Caching {

    private Caching() {}

    /** What may only be kept by the caller, and asked for again each time. */
    static void guard(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.addHeader(HttpHeaders.VARY, "Accept, Authorization");
    }

    /**
     * Names what is about to be sent. The caller asks again each time, since an object may be replaced and the right to
     * see it may end.
     *
     * @param content all that decides over the bytes, the digest of each object among it
     * @return whether the caller has it already, and is told so
     */
    static boolean isKnown(HttpServletRequest request, HttpServletResponse response, String content) {
        guard(response);
        var tag = "\"" + UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)) + "\"";
        response.setHeader(HttpHeaders.ETAG, tag);
        // Perhaps one of several, perhaps marked as weak by a proxy, which counts here, RFC 9110 13.1.2.
        var known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known == null || !(known.contains(tag) || known.strip().equals("*"))) {
            return false;
        }
        response.setStatus(HttpStatus.NOT_MODIFIED.value());
        return true;
    }
}
