package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Credential.AiProficiency;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.Credential.Evidence;
import io.dayside.workforce.Credential.Language;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What passports hold, as it was written. Privileges are seen for the tenants of the running transaction only. */
@Repository
class CredentialRows {

    private static final String EVERYBODY = "";

    private final JdbcClient jdbc;
    private final CredentialWriter writer;

    CredentialRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.writer = new CredentialWriter(jdbc);
    }

    /** In the order of {@link CredentialKind}, then by name. */
    List<Credential> of(String username) {
        return read(username).getOrDefault(username, List.of());
    }

    /** By username; whoever has nothing is missing. */
    Map<String, List<Credential>> all() {
        return read(EVERYBODY);
    }

    private Map<String, List<Credential>> read(String username) {
        var found = new TreeMap<String, List<Credential>>();
        add(found, username, "licence", "jurisdiction, number", CredentialRows::licence);
        add(found, username, "privilege", "tenant_id", CredentialRows::privilege);
        add(
                found,
                username,
                "competency",
                "modality, body_region, age_group, subspecialty",
                CredentialRows::competency);
        add(found, username, "evidence", "number", CredentialRows::evidence);
        add(found, username, "ai_proficiency", "model", CredentialRows::aiProficiency);
        add(found, username, "spoken_language", "tag", CredentialRows::language);
        add(found, username, "contract_limit", "username", CredentialRows::contract);
        return found;
    }

    private void add(
            Map<String, List<Credential>> found,
            String username,
            String table,
            String order,
            RowMapper<? extends Credential> mapper) {
        jdbc.sql("select * from " + table + " where :username in ('', username) order by " + order)
                .param("username", username)
                .query((row, number) -> {
                    var credential = mapper.mapRow(row, number);
                    if (credential != null) {
                        found.computeIfAbsent(row.getString("username"), _ -> new ArrayList<>())
                                .add(credential);
                    }
                    return true;
                })
                .list();
    }

    /** Replaces what had the same key. */
    void put(String username, Credential credential) {
        writer.put(username, credential);
    }

    void remove(String username, Credential credential) {
        writer.remove(username, credential);
    }

    private static Licence licence(ResultSet row, int number) throws SQLException {
        return new Licence(row.getString("jurisdiction"), row.getString("number"), standing(row), from(row), to(row));
    }

    private static Privilege privilege(ResultSet row, int number) throws SQLException {
        return new Privilege(new TenantId(row.getString("tenant_id")), standing(row), from(row), to(row));
    }

    static Competency competency(ResultSet row, int number) throws SQLException {
        return new Competency(
                row.getString("modality"),
                row.getString("body_region"),
                Ages.valueOf(row.getString("age_group")),
                row.getString("subspecialty"),
                standing(row),
                from(row),
                to(row),
                texts(row, "evidence"));
    }

    static Evidence evidence(ResultSet row, int number) throws SQLException {
        return new Evidence(
                Evidence.Type.valueOf(row.getString("type")),
                row.getString("issuer"),
                row.getString("number"),
                from(row),
                to(row));
    }

    private static AiProficiency aiProficiency(ResultSet row, int number) throws SQLException {
        return new AiProficiency(row.getString("model"), row.getInt("score_percent"), from(row), to(row));
    }

    private static Language language(ResultSet row, int number) throws SQLException {
        return new Language(row.getString("tag"), Language.Level.valueOf(row.getString("level")));
    }

    static Contract contract(ResultSet row, int number) throws SQLException {
        return new Contract(
                row.getInt("hours_per_week"),
                row.getInt("cases_per_hour"),
                row.getInt("cases_per_day"),
                texts(row, "hospitals").stream().map(TenantId::new).toList(),
                from(row),
                to(row));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return Standing.valueOf(row.getString("standing"));
    }

    private static LocalDate from(ResultSet row) throws SQLException {
        return row.getObject("valid_from", LocalDate.class);
    }

    private static LocalDate to(ResultSet row) throws SQLException {
        return row.getObject("valid_to", LocalDate.class);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Stream.of((String[]) row.getArray(column).getArray()).toList();
    }
}
