package io.dayside.tenancy;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hospitals that are or were in service: one that left has its rows as long as its records must be kept. */
public final class KnownTenants {

    private KnownTenants() {}

    public static List<TenantId> of(JdbcClient jdbc) {
        return jdbc.sql("select code from tenant order by code")
                .query((row, _) -> new TenantId(row.getString("code")))
                .list();
    }
}
