package io.dayside.intake;

import io.dayside.archive.Quarantine;
import io.dayside.archive.Quarantine.Comparison;
import io.dayside.archive.Quarantine.Decision;
import io.dayside.archive.Quarantine.Outcome;
import io.dayside.archive.Quarantine.SamePatient;
import io.dayside.archive.QuarantinedInstance;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.UIDs;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a hospital's coordinator decides about one object that was set aside. */
@RestController
@RequestMapping("/api/studies/quarantine/{tenant}/{sopUid}/{sha256}")
class QuarantineController {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Quarantine quarantine;
    private final Callers callers;

    QuarantineController(Quarantine quarantine, Callers callers) {
        this.quarantine = quarantine;
        this.callers = callers;
    }

    enum Choice {
        REJECT,
        REPLACE,
        ACCEPT
    }

    /**
     * @param samePatient needed to accept, and only then: why the two identities are one person
     */
    record Request(@Nullable Choice decision, @Nullable SamePatient samePatient) {}

    /** The object beside what it contradicts. */
    @GetMapping
    Comparison compare(@PathVariable String tenant, @PathVariable String sopUid, @PathVariable String sha256)
            throws IOException {
        return quarantine
                .compare(named(coordinator(), tenant, sopUid, sha256))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @PostMapping("/decision")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decide(
            @PathVariable String tenant,
            @PathVariable String sopUid,
            @PathVariable String sha256,
            @RequestBody Request request)
            throws IOException {
        var caller = coordinator();
        var object = named(caller, tenant, sopUid, sha256);
        var by = Actor.user(caller.subject(), caller.displayName());
        switch (quarantine.decide(object, decision(request), by)) {
            case Outcome.Decided _ -> {}
            case Outcome.Unknown _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case Outcome.AlreadyDecided _ ->
                throw new ResponseStatusException(HttpStatus.CONFLICT, "Somebody decided about this object before.");
            case Outcome.Impossible impossible ->
                throw new ResponseStatusException(HttpStatus.CONFLICT, QuarantineWords.obstacle(impossible));
        }
    }

    private static Decision decision(Request request) {
        boolean accepts = request.decision() == Choice.ACCEPT;
        if (request.decision() == null || accepts != (request.samePatient() != null)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "decision is REJECT, REPLACE or ACCEPT; samePatient says for ACCEPT alone why it is one person");
        }
        return switch (request.decision()) {
            case REJECT -> new Decision.Reject();
            case REPLACE -> new Decision.Replace();
            case ACCEPT -> new Decision.Accept(Objects.requireNonNull(request.samePatient()));
        };
    }

    private Caller coordinator() {
        var caller = callers.required();
        if (!caller.is(Role.COORDINATOR)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "only for a hospital's coordinator");
        }
        return caller;
    }

    /** Another hospital's object does not exist. */
    private static QuarantinedInstance.Id named(Caller caller, String tenant, String sopUid, String sha256) {
        var own = caller.tenants().stream()
                .filter(id -> id.code().equals(tenant) && caller.is(Role.COORDINATOR, id))
                .findFirst();
        if (own.isEmpty() || !UIDs.isValid(sopUid) || !SHA256.matcher(sha256).matches()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return new QuarantinedInstance.Id(own.get(), sopUid, sha256);
    }
}
