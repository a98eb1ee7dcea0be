package io.dayside.launch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Roles and databases of our PostgreSQL, brought to what they must be at every start: each statement may run again.
 *
 * <p>The owner owns schema {@code dayside} and migrates it. The runtime role owns nothing, cannot bypass row-level
 * security, cannot truncate and cannot create.
 */
final class PostgresSetup {

    static final String OWNER = "dayside_owner";
    static final String APP = "dayside_app";
    static final String SCHEMA = "dayside";
    private static final List<String> EXTENSIONS = List.of("pgcrypto", "pg_trgm", "btree_gist");

    private PostgresSetup() {}

    /** Creates the role or gives it its password again. */
    static void role(Connection superuser, Login login) throws SQLException {
        boolean exists = exists(superuser, "select 1 from pg_roles where rolname = '" + name(login.username()) + "'");
        execute(
                superuser,
                "%s role %s login nosuperuser nobypassrls nocreatedb nocreaterole noreplication noinherit password '%s'"
                        .formatted(exists ? "alter" : "create", name(login.username()), secret(login.password())));
    }

    /** Settings of the two roles of the application. */
    static void applicationRoles(Connection superuser) throws SQLException {
        execute(
                superuser,
                "alter role %s set search_path = %s, public".formatted(OWNER, SCHEMA),
                "alter role %s set search_path = %s, public".formatted(APP, SCHEMA),
                "alter role %s set idle_in_transaction_session_timeout = '60s'".formatted(APP));
    }

    /** Creates the database unless it exists, open to nobody but its owner. */
    static void database(Connection superuser, String database, String owner) throws SQLException {
        if (!exists(superuser, "select 1 from pg_database where datname = '" + name(database) + "'")) {
            execute(superuser, "create database %s owner %s".formatted(name(database), name(owner)));
        }
        execute(
                superuser,
                "revoke all on database %s from public".formatted(name(database)),
                "grant connect, temporary on database %s to %s".formatted(name(database), name(owner)));
    }

    /**
     * Schema, extensions and rights of the application's database.
     *
     * @param inDatabase a superuser's connection to that database
     */
    static void applicationDatabase(Connection inDatabase, String database) throws SQLException {
        for (String extension : EXTENSIONS) {
            execute(inDatabase, "create extension if not exists %s schema public".formatted(extension));
        }
        execute(
                inDatabase,
                "grant connect on database %s to %s".formatted(name(database), APP),
                "revoke create on schema public from public",
                "create schema if not exists %s authorization %s".formatted(SCHEMA, OWNER),
                "grant usage on schema %s to %s".formatted(SCHEMA, APP),
                "alter default privileges for role %s in schema %s grant select, insert, update, delete on tables to %s"
                        .formatted(OWNER, SCHEMA, APP),
                "alter default privileges for role %s in schema %s grant usage on sequences to %s"
                        .formatted(OWNER, SCHEMA, APP));
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** An identifier that needs no quotes. */
    static String name(String identifier) {
        if (!identifier.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("no plain identifier: " + identifier);
        }
        return identifier;
    }

    private static String secret(String password) {
        if (!password.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("a generated password must be URL-safe base64");
        }
        return password;
    }
}
