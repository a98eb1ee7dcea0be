package io.dayside.workforce;

import io.dayside.workforce.ShiftChange.Kind;
import io.dayside.workforce.ShiftChange.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code shift_change}. Joins the running transaction. */
@Repository
class ShiftChangeRows {

    /** Those that are over for longer concern nobody. A week with a change from daylight saving is longer than seven days. */
    private static final Duration KEPT_IN_SIGHT = Duration.ofDays(8);

    private final JdbcClient jdbc;
    private final Clock clock;

    ShiftChangeRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By username, each person's in the order in which they begin. */
    Map<String, List<ShiftChange>> all() {
        return jdbc
                .sql("select * from shift_change where ends > :since order by username, begins, id")
                .param("since", Timestamp.from(clock.instant().minus(KEPT_IN_SIGHT)))
                .query(ShiftChangeRows::row)
                .list()
                .stream()
                .collect(Collectors.groupingBy(ShiftChange::username));
    }

    Optional<ShiftChange> find(UUID id) {
        return jdbc.sql("select * from shift_change where id = :id")
                .param("id", id)
                .query(ShiftChangeRows::row)
                .optional();
    }

    void insert(ShiftChange change, String by) {
        jdbc.sql("""
                insert into shift_change (id, username, kind, begins, ends, reason, source, noted_by)
                values (:id, :username, :kind, :begins, :ends, :reason, :source, :by)""")
                .param("id", change.id())
                .param("username", change.username())
                .param("kind", change.kind().name())
                .param("begins", Timestamp.from(change.begins()))
                .param("ends", Timestamp.from(change.ends()))
                .param("reason", change.reason())
                .param("source", change.source().name())
                .param("by", by)
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from shift_change where id = :id").param("id", id).update();
    }

    /** How many a calendar had brought that are not over. */
    int removeCalendar(String username) {
        return jdbc.sql("delete from shift_change where username = :username and source = 'CALENDAR' and ends > :now")
                .param("username", username)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** At most {@code most} that were over before that, the oldest first; how many those were. */
    int removeOver(Instant before, int most) {
        return jdbc.sql("""
                delete from shift_change where id in (
                    select id from shift_change where ends < :before order by ends limit :most)""")
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }

    private static ShiftChange row(ResultSet row, int number) throws SQLException {
        return new ShiftChange(
                row.getObject("id", UUID.class),
                row.getString("username"),
                Kind.valueOf(row.getString("kind")),
                row.getTimestamp("begins").toInstant(),
                row.getTimestamp("ends").toInstant(),
                row.getString("reason"),
                Source.valueOf(row.getString("source")));
    }
}
