package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Credential.AiProficiency;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.Credential.Evidence;
import io.dayside.workforce.Credential.Language;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Writes what passports hold: one statement a kind. */
final class CredentialWriter {

    private final JdbcClient jdbc;

    CredentialWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(String username, Credential credential) {
        var statement = switch (credential) {
            case Licence licence -> licence(licence);
            case Privilege privilege -> privilege(privilege);
            case Competency competency -> competency(competency);
            case Evidence evidence -> evidence(evidence);
            case AiProficiency proficiency -> aiProficiency(proficiency);
            case Language language -> language(language);
            case Contract contract -> contract(contract);
        };
        statement.param("username", username).update();
    }

    void remove(String username, Credential credential) {
        var statement = switch (credential) {
            case Licence licence ->
                jdbc.sql("""
                        delete from licence
                        where username = :username and jurisdiction = :jurisdiction and number = :number""").param("jurisdiction", licence.jurisdiction()).param("number", licence.number());
            case Privilege privilege ->
                jdbc.sql("delete from privilege where username = :username and tenant_id = :tenant")
                        .param("tenant", privilege.tenant().code());
            case Competency competency ->
                jdbc.sql("""
                        delete from competency
                        where username = :username and modality = :modality and body_region = :region
                          and age_group = :ages and subspecialty = :subspecialty""")
                        .param("modality", competency.modality())
                        .param("region", competency.bodyRegion())
                        .param("ages", competency.ages().name())
                        .param("subspecialty", competency.subspecialty());
            case Evidence evidence ->
                jdbc.sql("delete from evidence where username = :username and number = :number")
                        .param("number", evidence.number());
            case AiProficiency proficiency ->
                jdbc.sql("delete from ai_proficiency where username = :username and model = :model")
                        .param("model", proficiency.model());
            case Language language ->
                jdbc.sql("delete from spoken_language where username = :username and tag = :tag")
                        .param("tag", language.tag());
            case Contract _ -> jdbc.sql("delete from contract_limit where username = :username");
        };
        statement.param("username", username).update();
    }

    private StatementSpec licence(Licence licence) {
        return dated("""
                        insert into licence (username, jurisdiction, number, standing, valid_from, valid_to)
                        values (:username, :jurisdiction, :number, :standing, :from, :to)
                        on conflict (username, jurisdiction, number) do update
                        set standing = :standing, valid_from = :from, valid_to = :to""", licence)
                .param("standing", licence.standing().name())
                .param("jurisdiction", licence.jurisdiction())
                .param("number", licence.number());
    }

    private StatementSpec privilege(Privilege privilege) {
        return dated("""
                        insert into privilege (tenant_id, username, standing, valid_from, valid_to)
                        values (:tenant, :username, :standing, :from, :to)
                        on conflict (tenant_id, username) do update
                        set standing = :standing, valid_from = :from, valid_to = :to""", privilege)
                .param("standing", privilege.standing().name())
                .param("tenant", privilege.tenant().code());
    }

    private StatementSpec competency(Competency competency) {
        return dated("""
                        insert into competency (username, modality, body_region, age_group, subspecialty, standing,
                                                valid_from, valid_to, evidence)
                        values (:username, :modality, :region, :ages, :subspecialty, :standing, :from, :to, :evidence)
                        on conflict (username, modality, body_region, age_group, subspecialty) do update
                        set standing = :standing, valid_from = :from, valid_to = :to, evidence = :evidence""", competency)
                .param("standing", competency.standing().name())
                .param("modality", competency.modality())
                .param("region", competency.bodyRegion())
                .param("ages", competency.ages().name())
                .param("subspecialty", competency.subspecialty())
                .param("evidence", competency.evidence().toArray(String[]::new));
    }

    private StatementSpec evidence(Evidence evidence) {
        return dated("""
                        insert into evidence (username, number, type, issuer, valid_from, valid_to)
                        values (:username, :number, :type, :issuer, :from, :to)
                        on conflict (username, number) do update
                        set type = :type, issuer = :issuer, valid_from = :from, valid_to = :to""", evidence)
                .param("number", evidence.number())
                .param("type", evidence.type().name())
                .param("issuer", evidence.issuer());
    }

    private StatementSpec aiProficiency(AiProficiency proficiency) {
        return dated("""
                        insert into ai_proficiency (username, model, score_percent, valid_from, valid_to)
                        values (:username, :model, :score, :from, :to)
                        on conflict (username, model) do update
                        set score_percent = :score, valid_from = :from, valid_to = :to""", proficiency).param("model", proficiency.model()).param("score", proficiency.scorePercent());
    }

    private StatementSpec language(Language language) {
        return jdbc.sql("""
                        insert into spoken_language (username, tag, level) values (:username, :tag, :level)
                        on conflict (username, tag) do update set level = :level""")
                .param("tag", language.tag())
                .param("level", language.level().name());
    }

    private StatementSpec contract(Contract contract) {
        return dated("""
                        insert into contract_limit (username, hours_per_week, cases_per_hour, cases_per_day, hospitals,
                                                    valid_from, valid_to)
                        values (:username, :hours, :anHour, :aDay, :hospitals, :from, :to)
                        on conflict (username) do update
                        set hours_per_week = :hours, cases_per_hour = :anHour, cases_per_day = :aDay,
                            hospitals = :hospitals, valid_from = :from, valid_to = :to""", contract)
                .param("hours", contract.hoursPerWeek())
                .param("anHour", contract.casesPerHour())
                .param("aDay", contract.casesPerDay())
                .param(
                        "hospitals",
                        contract.hospitals().stream().map(TenantId::code).toArray(String[]::new));
    }

    private StatementSpec dated(String sql, Credential credential) {
        return jdbc.sql(sql).param("from", credential.validFrom()).param("to", credential.validTo());
    }
}
