package io.dayside.routing;

import io.dayside.routing.engine.Pace;
import io.dayside.workforce.ContractHours;
import io.dayside.workforce.Specialist;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was signed and is held by who has a contract: one statement, so that no case is missed that is signed meanwhile. It sees
 * all hospitals, whatever the tenants of the running transaction, which it joins.
 */
@Repository
@Transactional(readOnly = true)
class ContractUseRows {

    /** @param signedAt absent for what is held */
    private record Counted(String username, @Nullable Instant signedAt) {}

    private final JdbcClient jdbc;

    ContractUseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ContractUse of(Specialist specialist, Instant at) {
        if (specialist.contract() == null) {
            return ContractUse.NONE;
        }
        var counted = read(at, specialist.username());
        var signed = signed(counted);
        return new ContractUse(counted.size() - signed.size(), signed, new ContractHours(specialist).worked(at));
    }

    /** By username, oldest first; whoever has no contract or signed nothing lately is missing. */
    Map<String, List<Instant>> signed(Collection<Specialist> specialists, Instant at) {
        var people = specialists.stream()
                .filter(one -> one.contract() != null)
                .map(Specialist::username)
                .toArray(String[]::new);
        return people.length == 0
                ? Map.of()
                : read(at, people).stream()
                        .collect(Collectors.groupingBy(
                                Counted::username,
                                Collectors.collectingAndThen(Collectors.toList(), ContractUseRows::signed)));
    }

    private static List<Instant> signed(List<Counted> counted) {
        return counted.stream()
                .flatMap(one -> Optional.ofNullable(one.signedAt()).stream())
                .toList();
    }

    private List<Counted> read(Instant at, String... people) {
        return jdbc.sql("select * from contract_use(:people, :since)")
                .param("people", people)
                .param("since", Timestamp.from(at.minus(Pace.COUNTED)))
                .query(ContractUseRows::row)
                .list();
    }

    private static Counted row(ResultSet row, int number) throws SQLException {
        var signedAt = row.getTimestamp("signed_at");
        return new Counted(row.getString("username"), signedAt == null ? null : signedAt.toInstant());
    }
}
