package io.dayside.intake.upload;

import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Whose upload it is. Another hospital's and another person's do not exist. */
@Component
class UploadAccess {

    private final Callers callers;
    private final UploadRows rows;
    private final TransactionTemplate reading;

    UploadAccess(Callers callers, UploadRows rows, PlatformTransactionManager transactions) {
        this.callers = callers;
        this.rows = rows;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** The caller as coordinator of the hospital. */
    UploadOwner at(String hospital) {
        var caller = coordinator();
        return hospitals(caller).stream()
                .filter(id -> id.code().equals(hospital))
                .findFirst()
                .map(id -> owner(caller, id))
                .orElseThrow(UploadRefused::unknown);
    }

    /** The caller at each hospital whose coordinator they are. */
    List<UploadOwner> everywhere() {
        var caller = coordinator();
        return hospitals(caller).stream().map(id -> owner(caller, id)).toList();
    }

    /** The caller's own upload. */
    Upload own(String hospital, String id) {
        var owner = at(hospital);
        var upload = uuid(id).map(one -> new UploadId(owner.hospital(), one)).flatMap(this::find);
        return upload.filter(one -> one.owner().equals(owner.subject())).orElseThrow(UploadRefused::unknown);
    }

    private Optional<Upload> find(UploadId id) {
        return TenantScope.call(id.tenant(), () -> Objects.requireNonNull(reading.execute(_ -> rows.find(id))));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Caller coordinator() {
        var caller = callers.required();
        if (!caller.is(Role.COORDINATOR)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Only a hospital's coordinators upload for it.");
        }
        return caller;
    }

    private static List<TenantId> hospitals(Caller caller) {
        return caller.tenants().stream()
                .filter(id -> caller.is(Role.COORDINATOR, id))
                .sorted()
                .toList();
    }

    private static UploadOwner owner(Caller caller, TenantId hospital) {
        return new UploadOwner(hospital, caller.subject(), caller.displayName());
    }
}
