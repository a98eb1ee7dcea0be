package io.dayside.intake;

import io.dayside.archive.Quarantine;
import io.dayside.archive.Quarantine.Comparison;
import io.dayside.archive.Quarantine.Decision;
import io.dayside.archive.Quarantine.Outcome;
import io.dayside.archive.Quarantine.SamePatient;
import io.dayside.archive.QuarantinedInstance;
import io.dayside.archive.Studies;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.UIDs;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a hospital's coordinator decides about an object that was set aside, alone or with those like it. */
@RestController
@RequestMapping("/api/studies/quarantine/{tenant}/{sopUid}/{sha256}")
class QuarantineController {

    private static final Logger log = LoggerFactory.getLogger(QuarantineController.class);
    private static final int MAX_ALIKE = 1000;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Quarantine quarantine;
    private final Studies studies;
    private final Callers callers;

    QuarantineController(Quarantine quarantine, Studies studies, Callers callers) {
        this.quarantine = quarantine;
        this.studies = studies;
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

    /** What became of one object when the same was decided about several. */
    enum Became {
        DECIDED,
        ALREADY_DECIDED,
        NOT_SET_ASIDE,
        IMPOSSIBLE,
        UNREADABLE
    }

    /** @param why in plain words where nothing was decided, otherwise empty */
    record ObjectOutcome(String sopInstanceUid, String sha256, Became became, String why) {}

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

    /**
     * The object, then those about which the same may be decided: {@link QuarantinedInstance#withAlike} of the hospital's
     * newest {@value #MAX_ALIKE}.
     */
    @GetMapping("/alike")
    List<QuarantinedInstance> alike(
            @PathVariable String tenant, @PathVariable String sopUid, @PathVariable String sha256) {
        return alike(named(coordinator(), tenant, sopUid, sha256));
    }

    /** Decides the same about each of {@link #alike}, one after the other; what fails for one stops no other. */
    @PostMapping("/alike/decision")
    List<ObjectOutcome> decideAlike(
            @PathVariable String tenant,
            @PathVariable String sopUid,
            @PathVariable String sha256,
            @RequestBody Request request) {
        var caller = coordinator();
        var object = named(caller, tenant, sopUid, sha256);
        var decision = decision(request);
        var by = Actor.user(caller.subject(), caller.displayName());
        return alike(object).stream()
                .map(each -> outcome(each.id(), decision, by))
                .toList();
    }

    private List<QuarantinedInstance> alike(QuarantinedInstance.Id object) {
        var waiting = TenantScope.call(Set.of(object.tenant()), () -> studies.quarantined(MAX_ALIKE));
        return waiting.stream()
                .filter(each -> each.id().equals(object))
                .findFirst()
                .map(each -> each.withAlike(waiting))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "It is not among the newest " + MAX_ALIKE + " that wait for a decision."));
    }

    private ObjectOutcome outcome(QuarantinedInstance.Id object, Decision decision, Actor by) {
        try {
            return switch (quarantine.decide(object, decision, by)) {
                case Outcome.Decided _ -> outcome(object, Became.DECIDED, "");
                case Outcome.AlreadyDecided _ ->
                    outcome(object, Became.ALREADY_DECIDED, "Somebody decided about this object before.");
                case Outcome.Unknown _ -> outcome(object, Became.NOT_SET_ASIDE, "It is no longer set aside.");
                case Outcome.Impossible impossible ->
                    outcome(object, Became.IMPOSSIBLE, QuarantineWords.obstacle(impossible));
            };
        } catch (IOException e) {
            log.warn("{} nothing was decided: {}", object.tenant(), e.toString());
            return outcome(object, Became.UNREADABLE, "It could not be read. Nothing was changed; try again later.");
        }
    }

    private static ObjectOutcome outcome(QuarantinedInstance.Id object, Became became, String why) {
        return new ObjectOutcome(object.sopInstanceUid(), object.sha256(), became, why);
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
