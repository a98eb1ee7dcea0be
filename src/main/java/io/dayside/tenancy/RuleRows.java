package io.dayside.tenancy;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What documents of a kind say, one a hospital, as JSON in a table of {@code tenant_id} and one more column. Joins the
 * running transaction.
 *
 * @param <R> what a document says
 */
public abstract class RuleRows<R> {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String table;
    private final String column;
    private final TypeReference<R> type;

    protected RuleRows(JdbcClient jdbc, JsonMapper json, String table, String column, TypeReference<R> type) {
        this.jdbc = jdbc;
        this.json = json;
        this.table = table;
        this.column = column;
        this.type = type;
    }

    /** By the hospitals' ids. */
    public Map<String, R> all() {
        return jdbc
                .sql("select tenant_id, %s from %s".formatted(column, table))
                .query((row, _) -> Map.entry(row.getString(1), read(row.getString(2))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public Optional<R> find(TenantId hospital) {
        return jdbc.sql("select %s from %s where tenant_id = :tenant".formatted(column, table))
                .param("tenant", hospital.code())
                .query((row, _) -> read(row.getString(1)))
                .optional();
    }

    public void keep(TenantId hospital, R rule) {
        jdbc.sql("""
                insert into %1$s (tenant_id, %2$s) values (:tenant, cast(:rule as jsonb))
                on conflict (tenant_id) do update set %2$s = excluded.%2$s""".formatted(table, column))
                .param("tenant", hospital.code())
                .param("rule", json.writeValueAsString(rule))
                .update();
    }

    public void remove(TenantId hospital) {
        jdbc.sql("delete from %s where tenant_id = :tenant".formatted(table))
                .param("tenant", hospital.code())
                .update();
    }

    private R read(String rule) {
        return json.readValue(rule, type);
    }
}
