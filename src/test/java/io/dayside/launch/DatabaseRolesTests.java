package io.dayside.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.testing.TestServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime role on a real PostgreSQL: what it may do, and every way around row-level security that it may not. */
class DatabaseRolesTests {

    private static DatabaseAccess access = TestServices.freshDatabase();

    @BeforeAll
    static void ownerMakesATableWithForcedRowLevelSecurity() throws SQLException {
        try (Connection owner = connect(access.owner());
                Statement statement = owner.createStatement()) {
            statement.execute("create table kept (tenant text not null, value text)");
            statement.execute("alter table kept enable row level security");
            statement.execute("alter table kept force row level security");
            statement.execute("create policy own on kept using (tenant = current_setting('dayside.tenant', true))");
            statement.execute("create sequence numbers");
        }
    }

    @Test
    void appSeesOnlyRowsOfItsTenant() throws SQLException {
        try (Connection app = connect(access.app());
                Statement statement = app.createStatement()) {
            statement.execute("set dayside.tenant = 'north'");
            statement.execute("insert into kept values ('north', 'mine')");
            assertThat(count(statement)).isPositive();
            statement.execute("set dayside.tenant = 'harbour'");
            assertThat(count(statement)).isZero();
            statement.execute("reset dayside.tenant");
            assertThat(count(statement)).isZero();
        }
    }

    @Test
    void appUsesSequencesOfTheOwner() throws SQLException {
        try (Connection app = connect(access.app());
                Statement statement = app.createStatement()) {
            assertThat(statement.execute("select nextval('numbers')")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table own_table (id int)",
                "create table public.own_table (id int)",
                "create schema own_schema",
                "create database own_database",
                "create role helper",
                "truncate kept",
                "drop table kept",
                "alter table kept disable row level security",
                "alter table kept no force row level security",
                "drop policy own on kept",
                "alter role dayside_app bypassrls",
                "alter role dayside_app superuser",
                "set role dayside_owner",
                "set role postgres",
                "copy kept to program 'true'",
                "select pg_read_file('postgresql.conf')",
                "create extension dblink",
            })
    void appMayNot(String statementText) throws SQLException {
        try (Connection app = connect(access.app());
                Statement statement = app.createStatement()) {
            assertThatThrownBy(() -> statement.execute(statementText))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42501");
        }
    }

    @Test
    void appOwnsNothingAndBypassesNothing() throws SQLException {
        try (Connection app = connect(access.app());
                Statement statement = app.createStatement();
                ResultSet role = statement.executeQuery("""
                        select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication,
                               (select count(*) from pg_class where relowner = r.oid),
                               (select count(*) from pg_auth_members where member = r.oid)
                        from pg_roles r where rolname = current_user""")) {
            assertThat(role.next()).isTrue();
            assertThat(role.getBoolean(1)).isFalse();
            assertThat(role.getInt(2)).isZero();
            assertThat(role.getInt(3)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keycloak", "postgres_does_not_exist"})
    void appReachesNoOtherDatabase(String database) {
        String url = access.url().replaceFirst("/[a-z0-9_]+\\?", "/" + database + "?");
        assertThatThrownBy(() -> connect(url, access.app())).isInstanceOf(SQLException.class);
    }

    @Test
    void wrongPasswordIsRefused() {
        assertThatThrownBy(() -> connect(new Login(access.app().username(), "guess")))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28P01");
    }

    @Test
    void commitsReachTheDisk() throws SQLException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("1min");
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
    }

    private static String setting(String name) throws SQLException {
        try (Connection app = connect(access.app());
                Statement statement = app.createStatement();
                ResultSet value = statement.executeQuery("show " + name)) {
            value.next();
            return value.getString(1);
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(Login login) throws SQLException {
        return connect(access.url(), login);
    }

    private static Connection connect(String url, Login login) throws SQLException {
        return DriverManager.getConnection(url, login.username(), login.password());
    }
}
