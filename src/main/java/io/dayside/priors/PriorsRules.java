package io.dayside.priors;

import io.dayside.tenancy.TenantId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Table {@code priors_rule}. */
@Repository
@Transactional
class PriorsRules {

    private final JdbcClient jdbc;

    PriorsRules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, PriorsRule> all() {
        return jdbc
                .sql("select * from priors_rule")
                .query((row, number) -> Map.entry(row.getString("tenant_id"), rule(row, number)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<PriorsRule> of(TenantId tenant) {
        return jdbc.sql("select * from priors_rule where tenant_id = :tenant")
                .param("tenant", tenant.code())
                .query(PriorsRules::rule)
                .optional();
    }

    private static PriorsRule rule(ResultSet row, int number) throws SQLException {
        var aeTitle = row.getString("pacs");
        var address = aeTitle.isEmpty()
                ? new PacsAddress.Web(
                        URI.create(row.getString("web_address")),
                        PacsAddress.Login.valueOf(row.getString("web_login")),
                        List.of((String[]) row.getArray("web_certificates").getArray()))
                : new PacsAddress.Dimse(aeTitle);
        return new PriorsRule(address, row.getInt("most"), row.getInt("years"));
    }

    void keep(TenantId tenant, PriorsRule rule) {
        var web = rule.pacs() instanceof PacsAddress.Web named ? named : null;
        jdbc.sql("""
                insert into priors_rule (tenant_id, pacs, web_address, web_login, web_certificates, most, years)
                values (:tenant, :pacs, :address, :login, :certificates, :most, :years)
                on conflict (tenant_id) do update
                set pacs = excluded.pacs, web_address = excluded.web_address, web_login = excluded.web_login,
                    web_certificates = excluded.web_certificates, most = excluded.most, years = excluded.years""")
                .param("tenant", tenant.code())
                .param("pacs", web == null ? rule.pacs().name() : "")
                .param("address", web == null ? "" : web.base().toString())
                .param("login", (web == null ? PacsAddress.Login.NONE : web.login()).name())
                .param(
                        "certificates",
                        web == null ? new String[0] : web.certificates().toArray(String[]::new))
                .param("most", rule.most())
                .param("years", rule.years())
                .update();
    }

    void remove(TenantId tenant) {
        jdbc.sql("delete from priors_rule where tenant_id = :tenant")
                .param("tenant", tenant.code())
                .update();
    }
}
