package io.dayside.notices;

import io.dayside.notices.Notices.Told;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's notices, for programs. */
@RestController
@RequestMapping("/api/notices")
@PreAuthorize("isAuthenticated()")
@Tag(name = "Notices")
class NoticesApi {

    private final Notices notices;

    NoticesApi(Notices notices) {
        this.notices = notices;
    }

    @GetMapping
    @Operation(summary = "What the caller is told, of the last two days, newest first")
    List<Told> mine() {
        return notices.mine();
    }

    @PostMapping("/seen")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Whatever the caller is told now counts as seen by them")
    void seen() {
        notices.seen();
    }
}
