package io.dayside.tenancy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Questions of one statement that are asked very often. Which tenants may be seen goes to the database with the question,
 * for that question only: one way there and back, where a transaction takes three.
 */
@Component
public class TenantQuestions {

    private static final String TENANTS = "select set_config('dayside.tenants', ?, true); ";

    private final TenantTransactions tenants;
    private final JdbcTemplate jdbc;

    TenantQuestions(TenantTransactions tenants, DataSource dataSource) {
        this.tenants = tenants;
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Asks within the tenants of the scope, or of the caller. Where there are neither, no tenant's rows can be read.
     *
     * @param sql a single select, whose parameters are question marks
     */
    public <T> List<T> ask(String sql, RowMapper<T> mapper, String... parameters) {
        var visible = tenants.visible();
        if (visible.isEmpty() || TransactionSynchronizationManager.isActualTransactionActive()) {
            return jdbc.query(sql, mapper, (Object[]) parameters);
        }
        var rows = jdbc.execute(TENANTS + sql, (PreparedStatement both) -> {
            both.setString(1, TenantTransactions.arrayLiteral(visible.get()));
            for (int i = 0; i < parameters.length; i++) {
                both.setString(i + 2, parameters[i]);
            }
            return answer(both, mapper);
        });
        return rows == null ? List.of() : rows;
    }

    private static <T> List<T> answer(PreparedStatement both, RowMapper<T> mapper) throws SQLException {
        both.execute();
        both.getMoreResults();
        var rows = new ArrayList<T>();
        try (var answer = both.getResultSet()) {
            while (answer.next()) {
                rows.add(mapper.mapRow(answer, rows.size()));
            }
        }
        return rows;
    }
}
