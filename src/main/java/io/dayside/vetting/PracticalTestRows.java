package io.dayside.vetting;

import io.dayside.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code practical_test}: each version of each test that was ever in use. Joins the running transaction. */
@Repository
class PracticalTestRows {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final JdbcClient jdbc;
    private final Clock clock;

    PracticalTestRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By their ids. */
    List<PracticalTest> inUse() {
        return jdbc.sql("select document::text from practical_test where in_use order by id")
                .query((row, _) -> read(row.getString(1)))
                .list();
    }

    PracticalTest version(TenantId library, String id, String version) {
        return read(jdbc.sql("""
                        select document::text from practical_test
                        where tenant_id = :library and id = :id and version = :version""")
                .param("library", library.code())
                .param("id", id)
                .param("version", version)
                .query(String.class)
                .single());
    }

    void takeOutOfUse(PracticalTest test) {
        jdbc.sql("update practical_test set in_use = false where id = :id")
                .param("id", test.id())
                .update();
    }

    void use(PracticalTest test) {
        takeOutOfUse(test);
        jdbc.sql("""
                insert into practical_test (tenant_id, id, version, document, in_use, applied_at)
                values (:library, :id, :version, cast(:document as jsonb), true, :now)
                on conflict (tenant_id, id, version) do update set in_use = true, applied_at = :now""")
                .param("library", test.library().code())
                .param("id", test.id())
                .param("version", versionOf(test))
                .param("document", JSON.writeValueAsString(test))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** SHA-256 of what it says, in hexadecimal. */
    static String versionOf(PracticalTest test) {
        return Sha256.of(JSON.writeValueAsString(test));
    }

    private static PracticalTest read(String document) {
        return JSON.readValue(document, PracticalTest.class);
    }
}
