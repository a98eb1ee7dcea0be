package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which warnings were given. Seen by transactions of the platform only. */
@Repository
class WarningRows {

    static final Comparator<ExpiryWarning> MOST_PRESSING_FIRST = Comparator.comparing(ExpiryWarning::validTo)
            .thenComparing(ExpiryWarning::username)
            .thenComparing(ExpiryWarning::credential)
            .thenComparing(ExpiryWarning::daysBefore);

    private static final String EVERYBODY = "";

    private final JdbcClient jdbc;

    WarningRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it was not there yet. */
    boolean insert(ExpiryWarning warning) {
        return jdbc.sql("""
                        insert into credential_warning
                            (tenant_id, username, credential, valid_to, days_before, warned_at)
                        values (:tenant, :username, :credential, :validTo, :days, :at) on conflict do nothing""")
                        .param("tenant", TenantId.PLATFORM.code())
                        .param("username", warning.username())
                        .param("credential", warning.credential())
                        .param("validTo", warning.validTo())
                        .param("days", warning.daysBefore())
                        .param("at", Timestamp.from(warning.at()))
                        .update()
                > 0;
    }

    List<ExpiryWarning> all() {
        return of(EVERYBODY);
    }

    /** The most pressing first. */
    List<ExpiryWarning> of(String username) {
        return jdbc
                .sql("select * from credential_warning where :username in ('', username)")
                .param("username", username)
                .query((row, _) -> new ExpiryWarning(
                        row.getString("username"),
                        row.getString("credential"),
                        row.getObject("valid_to", LocalDate.class),
                        row.getInt("days_before"),
                        row.getTimestamp("warned_at").toInstant()))
                .list()
                .stream()
                .sorted(MOST_PRESSING_FIRST)
                .toList();
    }
}
