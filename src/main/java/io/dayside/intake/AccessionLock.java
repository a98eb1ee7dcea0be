package io.dayside.intake;

import io.dayside.tenancy.TenantId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts the transactions of one accession number in order, so that an order and the first instance of its study, arriving
 * in the same moment, cannot both miss the other.
 */
@Component
class AccessionLock {

    private final JdbcClient jdbc;

    AccessionLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Held until the running transaction ends. */
    void hold(TenantId tenant, String accessionNumber) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "accession/" + tenant + "/" + accessionNumber)
                .query((_, _) -> true)
                .single();
    }
}
