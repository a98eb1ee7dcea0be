package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantQuestions;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds an instance together with its place, for whoever asks thousands of times, such as a viewer for frames. */
@Settled
@Component
class HeldInstances {

    private static final String OF_IDENTIFIER =
            Catalogue.INSTANCE + "where instance.tenant_id = ? and instance.sop_instance_uid = ?";

    private final TenantQuestions questions;

    HeldInstances(TenantQuestions questions) {
        this.questions = questions;
    }

    Optional<HeldInstance> find(TenantId tenant, String sopInstanceUid) {
        return questions
                .ask(
                        OF_IDENTIFIER,
                        (row, _) -> new HeldInstance(
                                Catalogue.instanceRow(row), Catalogue.objectRow(row), row.getBoolean("damaged")),
                        tenant.code(),
                        sopInstanceUid)
                .stream()
                .findFirst();
    }
}
