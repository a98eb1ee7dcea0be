package io.dayside.dicomweb;

import io.dayside.dicom.web.MediaRange;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** What a request accepts, the most wanted first: its query parameter if it has one, else its header. PS3.18 8.7.5. */
final class Acceptable {

    private Acceptable() {}

    static List<MediaRange> of(HttpServletRequest request) {
        var parameter = request.getParameter("accept");
        var text = parameter != null
                ? parameter
                : String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        return text.isBlank() ? List.of(MediaRange.ANYTHING) : MediaRange.listOf(text);
    }
}
