package io.dayside.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.collaboration.SecondReadingRule.Preliminary;
import io.dayside.launch.DatabaseAccess;
import io.dayside.testing.TestServices;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/** A database that holds readings which are due when Dayside is brought up to date. */
class UpgradedReadingsTests {

    private static final List<String> ROOMS =
            List.of("base", "tenancy", "audit", "identity", "archive", "intake", "triage", "cases", "sla", "workforce");
    private static final String ROOM = "collaboration";
    private static final String LATEST = "latest";
    private static final String BEFORE_THE_TIME_WAS_KEPT = "4";
    private static final UUID CASE = new UUID(0, 1);
    private static final Duration WITHIN = Duration.ofHours(25).plusMinutes(30);

    private final DatabaseAccess access = TestServices.freshDatabase();

    @Test
    void aReadingThatIsDueKeepsTheTimeThatItsRuleGives() {
        ROOMS.forEach(room -> migrate(room, LATEST));
        migrate(ROOM, BEFORE_THE_TIME_WAS_KEPT);
        var owner = new SingleConnectionDataSource(
                access.url(), access.owner().username(), access.owner().password(), true);
        try {
            var jdbc = JdbcClient.create(owner);
            jdbc.sql("set dayside.tenants = '{northgate}'").update();
            twoReadings(jdbc);

            migrate(ROOM, LATEST);

            assertThat(jdbc.sql("select within_ms from case_reading order by position")
                            .query(Long.class)
                            .list())
                    .containsExactly(0L, WITHIN.toMillis());
        } finally {
            owner.destroy();
        }
    }

    private void migrate(String room, String target) {
        Flyway.configure()
                .dataSource(
                        access.url(), access.owner().username(), access.owner().password())
                .locations("classpath:db/migration/" + room)
                .table("flyway_" + room)
                .defaultSchema("dayside")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(target)
                .load()
                .migrate();
    }

    /** The first is done, the second is due. */
    private static void twoReadings(JdbcClient jdbc) {
        var rule = new SecondReadingRule(
                "two", List.of(), List.of(), List.of(), List.of(), Workflow.DOUBLE, "", WITHIN, Preliminary.INSIDE);
        jdbc.sql("insert into second_reading_policy values ('northgate', cast(:policy as jsonb))")
                .param(
                        "policy",
                        JsonMapper.builder().build().writeValueAsString(new SecondReadingPolicy(List.of(rule))))
                .update();
        jdbc.sql("""
                insert into reading_case (tenant_id, id, number, state, state_since, study_instance_uid,
                    study_completed_at, study_round, facility, jurisdiction, priority, accession_number, modality,
                    body_part, procedure, clinical_history, patient_id, patient_name, patient_sex, assessment,
                    assessment_reason, top_probability, top_severity, top_label)
                values ('northgate', :case, 'NG-1', 'READY', now(), '1.2', now(), 1, 'NGJ', 'US-NJ', 'ROUTINE', '', 'CT',
                    'HEAD', '', '', '1', '', '', 'DONE', '', 0, '', '')""").param("case", CASE).update();
        jdbc.sql("""
                insert into case_reading (tenant_id, case_id, position, workflow, role, rule, subspecialty, since,
                    username, read_at, report_version)
                values ('northgate', :case, 1, 'DOUBLE', 'FIRST', 'two', '', now(), 'okafor', now(), 1),
                    ('northgate', :case, 2, 'DOUBLE', 'SECOND', 'two', '', now(), null, null, null)""").param("case", CASE).update();
    }
}
