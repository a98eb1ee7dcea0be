package io.dayside.workforce;

import static io.dayside.workforce.WorkforceTestApplication.HARBOUR;
import static io.dayside.workforce.WorkforceTestApplication.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dayside.identity.ImportedLogins;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.TestServices;
import io.dayside.workforce.WorkforceTestApplication.SetClock;
import io.dayside.workforce.WorkforceTestApplication.SomebodyCalling;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

/** What programs may ask of passports and coverage, and what they are answered. */
@SpringBootTest(classes = WorkforceTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class PassportApiTests {

    private static final byte[] PNG = "\u0089PNG\r\n\u001a\n and more".getBytes(StandardCharsets.ISO_8859_1);

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    private SomebodyCalling somebody;

    @Autowired
    private SetClock clock;

    @Autowired
    private ImportedLogins logins;

    @Autowired
    private SpecialistRows rows;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private SubspecialtyRows rules;

    @Autowired
    private Subspecialties subspecialties;

    private final String person = "a" + UUID.randomUUID().toString().substring(0, 8);
    private final MockMvc mvc;

    @Autowired
    PassportApiTests(PassportApi passports, DocumentsApi documents, CoverageApi coverage) {
        mvc = MockMvcBuilders.standaloneSetup(passports, documents, coverage).build();
    }

    @BeforeEach
    void somebodyReadsForHarbour() throws Exception {
        clock.set("2026-11-24T12:00:00Z");
        WorkforceTestApplication.takeIntoService(jdbc);
        rows.put(new Person(person, "Dr " + person, ZoneId.of("Europe/Zurich"), 3));
        somebody.officer();
        write("LICENCE", """
                {"jurisdiction": "GB", "number": "741", "valid_from": "2024-01-01", "valid_to": "2026-12-31"}""");
        write("PRIVILEGE", """
                {"hospital": "harbour", "valid_from": "2024-01-01", "valid_to": "2026-12-31"}""");
    }

    @AfterEach
    void nobodyCalls() {
        somebody.nobody();
    }

    private void write(String kind, String fields) throws Exception {
        mvc.perform(put("/api/passports/{person}/credentials/{kind}", person, kind)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"fields\": %s, \"why\": \"joins us\"}".formatted(fields)))
                .andExpect(status().isNoContent());
    }

    @Test
    void aPassportSaysWhatItHoldsAndWhatBarsWhere() throws Exception {
        mvc.perform(get("/api/passports/{person}", person))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.credentials[*].key").value(contains("LICENCE GB 741", "PRIVILEGE harbour")))
                .andExpect(jsonPath("$.credentials[0].fields.valid_to").value("2026-12-31"))
                .andExpect(jsonPath("$.facilities[?(@.hospital == 'harbour')].obstacles.length()")
                        .value(0))
                .andExpect(jsonPath("$.facilities[?(@.hospital == 'northgate')].obstacles[*]")
                        .value(contains("no licence for US-NY", "no privilege")));
    }

    @Test
    void somebodyElsesPassportAnswersAsOneThatDoesNotExist() throws Exception {
        var id = attached();
        somebody.specialist("another", HARBOUR);
        for (var path : new String[] {
            "/api/passports/" + person,
            "/api/passports/nobody",
            "/api/passports/" + person + "/documents/" + id,
            "/api/passports/" + person + "/documents/" + Ids.next()
        }) {
            mvc.perform(get(path))
                    .andExpect(status().isNotFound())
                    .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
        }
        somebody.specialist(person, HARBOUR);
        mvc.perform(get("/api/passports/{person}/documents/{id}", person, id))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", startsWith("attachment")))
                .andExpect(content().contentType(MediaType.IMAGE_PNG))
                .andExpect(content().bytes(PNG));
    }

    private String attached() throws Exception {
        var location = mvc.perform(post("/api/passports/{person}/documents", person)
                        .param("credential", "LICENCE GB 741")
                        .param("name", "licence.png")
                        .content(PNG))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getHeader("Location");
        return String.valueOf(location).substring(String.valueOf(location).lastIndexOf('/') + 1);
    }

    @Test
    void whatIsWrongIsToldByField() throws Exception {
        mvc.perform(put("/api/passports/{person}/credentials/LICENCE", person)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"fields\": {\"jurisdiction\": \"gb\", \"number\": \"1\", \"model\": \"x\"}}"))
                .andExpect(status().is(422))
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.errors.keys()")
                        .value(containsInAnyOrder("jurisdiction", "model", "valid_from", "valid_to", "why")));
        mvc.perform(put("/api/passports/{person}/credentials/LICENCE", person)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"fields\": {\"hobby\": \"rowing\"}, \"why\": \"asked\"}"))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.errors.hobby").value("is no field of this kind"));
        mvc.perform(put("/api/passports/nobody/credentials/LANGUAGE")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"fields\": {\"language\": \"de\", \"level\": \"C1\"}, \"why\": \"asked\"}"))
                .andExpect(status().isNotFound());
        mvc.perform(post("/api/passports/{person}/documents", person)
                        .param("credential", "LICENCE GB 741")
                        .param("name", "licence.pdf")
                        .content("MZ no paper".getBytes(StandardCharsets.US_ASCII)))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @Test
    void whatIsTakenAwayIsGone() throws Exception {
        mvc.perform(delete("/api/passports/{person}/credentials", person)
                        .param("key", "LICENCE GB 741")
                        .param("why", "left the register"))
                .andExpect(status().isNoContent());
        mvc.perform(delete("/api/passports/{person}/credentials", person)
                        .param("key", "LICENCE GB 741")
                        .param("why", "left the register"))
                .andExpect(status().isNotFound());
        mvc.perform(get("/api/passports/{person}/history", person))
                .andExpect(jsonPath("$[0].details.reason").value("left the register"))
                .andExpect(jsonPath("$[0].who").value("Grace Whelan"));
    }

    @Test
    void theLoginOfAnImportIsTakenAwayOnceAndNeedsAReason() throws Exception {
        logins.open(new ImportedLogins.Wanted(person, "Dr " + person, person + "@example.org"));
        mvc.perform(delete("/api/passports/{person}/login", person).param("why", "x"))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.errors.why").exists());
        assertThat(logins.isOpen(person)).isTrue();
        mvc.perform(delete("/api/passports/{person}/login", person).param("why", "has left us"))
                .andExpect(status().isNoContent());
        assertThat(logins.isOpen(person)).isFalse();
        mvc.perform(delete("/api/passports/{person}/login", person).param("why", "has left us"))
                .andExpect(status().isNotFound());
        somebody.specialist(person);
        assertThatThrownBy(() -> mvc.perform(
                        delete("/api/passports/{person}/login", person).param("why", "has left us")))
                .hasCauseInstanceOf(AccessDeniedException.class);
    }

    @Test
    void holesAndWhoIsNearestAreFoundPerSite() throws Exception {
        write("COMPETENCY", """
                {"modality": "CT", "body_region": "HEAD", "age_group": "ADULT"}""");
        sent(HARBOUR, "GB", "CT", "HEAD", "1960-01-01");
        sent(HARBOUR, "GB", "CT", "HEAD", "2020-01-01");
        sent(NORTHGATE, "US-NY", "PT", "CHEST", "1960-01-01");

        mvc.perform(get("/api/credentials/coverage").param("ages", "ADULT"))
                .andExpect(jsonPath("$[?(@.facility == 'MAIN' && @.hospital == 'harbour' && @.modality == 'CT'"
                                + " && @.bodyRegion == 'HEAD')].readers[*]")
                        .value(hasItem("Dr " + person)))
                .andExpect(jsonPath("$[?(@.hospital == 'northgate' && @.modality == 'PT')].readers[*]")
                        .value(not(hasItem("Dr " + person))));
        mvc.perform(get("/api/credentials/coverage").param("ages", "CHILD"))
                .andExpect(jsonPath("$[?(@.hospital == 'harbour' && @.modality == 'CT')].readers[*]")
                        .value(not(hasItem("Dr " + person))));
        mvc.perform(get("/api/credentials/gaps").param("wanted", "1"))
                .andExpect(jsonPath("$[?(@.hospital == 'harbour' && @.age == 'CHILD')].nearest[*].missing[*]")
                        .value(hasItem("no competency in CT HEAD of a child")))
                .andExpect(jsonPath("$[?(@.hospital == 'harbour' && @.age == 'ADULT')]")
                        .isEmpty())
                .andExpect(jsonPath("$[?(@.hospital == 'northgate' && @.modality == 'PT')].sent")
                        .value(contains(1)));
    }

    @Test
    void aRequiredSubspecialtyIsMissingWhereNobodyNamesIt() throws Exception {
        sent(HARBOUR, "GB", "MR", "HEAD", "1960-01-01");
        write("COMPETENCY", """
                {"modality": "MR", "body_region": "HEAD"}""");
        var rule = new SubspecialtyRule(
                new Subspecialty("NEURORADIOLOGY", true), Set.of("MR"), Set.of("HEAD"), Set.of(), List.of());
        TenantScope.run(HARBOUR, () -> transaction.executeWithoutResult(_ -> rules.keep(HARBOUR, List.of(rule))));
        subspecialties.read();
        try {
            mvc.perform(get("/api/credentials/gaps").param("wanted", "1"))
                    .andExpect(jsonPath("$[?(@.hospital == 'harbour' && @.modality == 'MR')].subspecialty")
                            .value(hasItem("NEURORADIOLOGY")))
                    .andExpect(jsonPath("$[?(@.hospital == 'harbour' && @.modality == 'MR')].nearest[*].missing[*]")
                            .value(hasItem("no competency in MR HEAD of an adult in neuroradiology")));
            mvc.perform(get("/api/credentials/ahead").param("hours", "1"))
                    .andExpect(jsonPath("$[?(@.modality == 'MR NEURORADIOLOGY')].hospital")
                            .value(contains("harbour")));
            mvc.perform(get("/api/credentials/coverage"))
                    .andExpect(jsonPath(
                                    "$[?(@.hospital == 'harbour' && @.modality == 'MR' && @.bodyRegion == 'HEAD')].readers[*]")
                            .value(not(hasItem("Dr " + person))));
        } finally {
            TenantScope.run(HARBOUR, () -> transaction.executeWithoutResult(_ -> rules.remove(HARBOUR)));
            subspecialties.read();
        }
    }

    @Test
    void theHoursAheadAreToldBySiteAndModality() throws Exception {
        sent(HARBOUR, "GB", "CT", "HEAD", "1960-01-01");
        clock.set("2026-11-24T12:34:00Z");

        mvc.perform(get("/api/credentials/ahead").param("hours", "3"))
                .andExpect(jsonPath("$[?(@.hospital == 'harbour' && @.modality == 'CT')].readers")
                        .value(contains(contains(0, 0, 0))));
        write("COMPETENCY", """
                {"modality": "CT", "body_region": "HEAD", "age_group": "ADULT"}""");
        rows.replaceShifts(
                person,
                List.of(new Specialist.Shift(
                        EnumSet.allOf(DayOfWeek.class), LocalTime.parse("14:00"), LocalTime.parse("15:00"))));
        mvc.perform(get("/api/credentials/ahead").param("hours", "3"))
                .andExpect(jsonPath("$[?(@.hospital == 'harbour' && @.modality == 'CT')].readers")
                        .value(contains(contains(0, 1, 0))))
                .andExpect(jsonPath("$[?(@.hospital == 'northgate' && @.modality == 'CT')].readers")
                        .value(contains(contains(0, 0, 0))));
        rows.replaceShifts(person, List.of());
    }

    private void sent(TenantId tenant, String jurisdiction, String modality, String region, String birth) {
        var id = Ids.next();
        TenantScope.run(
                tenant,
                () -> transaction.executeWithoutResult(_ -> jdbc.sql("""
                        insert into reading_case (tenant_id, id, number, state, state_since, study_instance_uid,
                            study_completed_at, study_round, facility, jurisdiction, priority, accession_number,
                            modality, body_part, procedure, clinical_history, patient_id, patient_name,
                            patient_birth_date, patient_sex, assessment, assessment_reason, top_probability,
                            top_severity, top_label)
                        values (:tenant, :id, :number, 'FINAL', now(), :number, '2026-11-20T10:00:00Z', 1, 'MAIN',
                            :jurisdiction, 'ROUTINE', '', :modality, :region, '', '', 'P', 'Doe', :birth::date, 'F',
                            'NOT_ASSESSED', '', 0, 'NONE', '')""")
                        .param("tenant", tenant.code())
                        .param("id", id)
                        .param("number", id.toString())
                        .param("jurisdiction", jurisdiction)
                        .param("modality", modality)
                        .param("region", region)
                        .param("birth", birth)
                        .update()));
    }

    @Test
    void aCoordinatorIsToldOfTheirOwnHospitalOnly() throws Exception {
        write("PRIVILEGE", """
                {"hospital": "northgate", "valid_from": "2024-01-01", "valid_to": "2026-12-31"}""");
        somebody.coordinatorOf(HARBOUR);

        mvc.perform(get("/api/privileges"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[?(@.displayName == 'Dr %s')].hospital".formatted(person))
                        .value(contains("harbour")))
                .andExpect(jsonPath("$[?(@.hospital == 'northgate')]").isEmpty());
    }
}
