package io.dayside.archive;

import io.dayside.tenancy.Fields;
import io.dayside.tenancy.OneDocumentPerHospital;
import io.dayside.tenancy.TenantId;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Documents of kind {@code Retention}: how many years a hospital's studies are kept. Without one, for ever. */
@Component
@Order(30)
class RetentionPart extends OneDocumentPerHospital<Integer> {

    private static final int MOST_YEARS = 100;

    private final JdbcClient jdbc;

    RetentionPart(JdbcClient jdbc, ApplicationEventPublisher events) {
        super(events);
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "Retention";
    }

    @Override
    protected Integer read(Fields fields) {
        return fields.integer("keepYears", 1, MOST_YEARS);
    }

    @Override
    protected Map<String, Integer> running() {
        return jdbc
                .sql("select tenant_id, keep_years from retention_rule")
                .query((row, _) -> Map.entry(row.getString("tenant_id"), row.getInt("keep_years")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    protected String inWords(Integer years) {
        return "studies are kept for %d years".formatted(years);
    }

    @Override
    protected String withoutInWords() {
        return "studies are kept for ever";
    }

    @Override
    protected void keep(TenantId hospital, Integer years) {
        jdbc.sql("""
                insert into retention_rule (tenant_id, keep_years) values (:tenant, :years)
                on conflict (tenant_id) do update set keep_years = excluded.keep_years""").param("tenant", hospital.code()).param("years", years).update();
    }

    @Override
    protected void remove(TenantId hospital) {
        jdbc.sql("delete from retention_rule where tenant_id = :tenant")
                .param("tenant", hospital.code())
                .update();
    }
}
