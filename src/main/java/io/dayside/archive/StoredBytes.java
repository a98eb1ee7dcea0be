package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers for objects by reading them again. */
@Component
class StoredBytes implements Safekeeping {

    private final Scrubber scrubber;
    private final DamageNews news;
    private final JdbcClient jdbc;

    StoredBytes(ObjectStore objects, DamageNews news, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.scrubber = new Scrubber(objects.files(), jdbc, new TransactionTemplate(transactions));
        this.news = news;
        this.jdbc = jdbc;
    }

    @Override
    public State check(TenantId tenant, String sopClassUid, String sopInstanceUid) {
        var looked = scrubber.look(tenant, sopInstanceUid);
        if (looked.isEmpty()) {
            return State.ABSENT;
        }
        looked.get().damage().ifPresent(damage -> news.tell(tenant, damage));
        if (looked.get().damage().isPresent()) {
            return State.DAMAGED;
        }
        return looked.get().sopClassUid().equals(sopClassUid) ? State.SAFE : State.OTHER_CLASS;
    }

    @Override
    public Set<StudyRef> studiesOf(TenantId tenant, Collection<String> sopInstanceUids) {
        return new HashSet<>(jdbc.sql("""
                select distinct study_instance_uid from instance
                where tenant_id = :tenant and sop_instance_uid = any (:instances)""")
                .param("tenant", tenant.code())
                .param("instances", sopInstanceUids.toArray(String[]::new))
                .query((row, _) -> new StudyRef(tenant, row.getString("study_instance_uid")))
                .list());
    }
}
