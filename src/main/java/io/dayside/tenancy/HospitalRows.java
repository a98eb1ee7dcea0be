package io.dayside.tenancy;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The register of hospitals in the database. */
@Component
class HospitalRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Clock clock;

    HospitalRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Hospital> inService() {
        return jdbc
                .sql("select config::text from tenant where in_service order by code")
                .query(String.class)
                .list()
                .stream()
                .map(config -> JSON.readValue(config, Hospital.class))
                .toList();
    }

    /** Grows with every applied change. */
    long version() {
        return jdbc.sql("select version from configuration").query(Long.class).single();
    }

    /** Lets one transaction at a time apply configuration; the others wait. */
    void lock() {
        jdbc.sql("select version from configuration for update")
                .query(Long.class)
                .single();
    }

    void nextVersion() {
        jdbc.sql("update configuration set version = version + 1, applied_at = :now")
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    void store(Hospital hospital) {
        jdbc.sql("""
                insert into tenant (code, config, in_service, applied_at) values (:code, :config::jsonb, true, :now)
                on conflict (code) do update
                set config = excluded.config, in_service = true, applied_at = excluded.applied_at""")
                .param("code", hospital.id().code())
                .param("config", JSON.writeValueAsString(hospital))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        hospital.facilities().forEach(this::store);
    }

    void takeOutOfService(TenantId tenant) {
        jdbc.sql("update tenant set in_service = false, applied_at = :now where code = :code")
                .param("code", tenant.code())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Each value of a hospital under its path, so that two of them can be compared in words. */
    Map<String, String> values(Hospital hospital) {
        var values = new TreeMap<String, String>();
        collect("", JSON.valueToTree(hospital), values);
        return values;
    }

    private void store(Facility facility) {
        jdbc.sql("""
                insert into facility (tenant_id, code, name, jurisdiction, zone)
                values (:tenant, :code, :name, :jurisdiction, :zone)
                on conflict (tenant_id, code) do update
                set name = excluded.name, jurisdiction = excluded.jurisdiction, zone = excluded.zone""")
                .param("tenant", facility.tenant().code())
                .param("code", facility.code())
                .param("name", facility.name())
                .param("jurisdiction", facility.jurisdiction())
                .param("zone", facility.zone().getId())
                .update();
    }

    private static void collect(String path, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            var prefix = path.isEmpty() ? "" : path + ".";
            node.properties().forEach(field -> collect(prefix + field.getKey(), field.getValue(), values));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect("%s[%d]".formatted(path, index), node.get(index), values);
            }
        } else if (!node.isNull()) {
            values.put(path, node.asString());
        }
    }
}
