package io.dayside.workforce;

import static io.dayside.workforce.WorkforceTestApplication.HARBOUR;
import static io.dayside.workforce.WorkforceTestApplication.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.audit.AuditAction;
import io.dayside.audit.TrailReader;
import io.dayside.cases.AgeGroup;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.TestServices;
import io.dayside.workforce.CredentialDocuments.Outcome;
import io.dayside.workforce.CredentialDocuments.Reason;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Standing;
import io.dayside.workforce.WorkforceTestApplication.SetClock;
import io.dayside.workforce.WorkforceTestApplication.SomebodyCalling;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = WorkforceTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class PassportsTests {

    private static final byte[] PDF = "%PDF-1.7 a certificate".getBytes(StandardCharsets.US_ASCII);
    private static final Map<Column, String> GB = Map.of(
            Column.JURISDICTION, "GB",
            Column.NUMBER, "7413025",
            Column.VALID_FROM, "2024-01-01",
            Column.VALID_TO, "2026-11-24");

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    private SomebodyCalling somebody;

    @Autowired
    private SetClock clock;

    @Autowired
    private Passports passports;

    @Autowired
    private CredentialDocuments documents;

    @Autowired
    private ExpiryWatch watch;

    @Autowired
    private HospitalReaders readers;

    @Autowired
    private Roster roster;

    @Autowired
    private SpecialistRows rows;

    @Autowired
    private TrailReader trail;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final String person = "s" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void somebodyReadsAndTheOfficerCalls() {
        clock.set("2026-11-24T12:00:00Z");
        somebody.officer();
        WorkforceTestApplication.takeIntoService(jdbc);
        employ(person);
    }

    @AfterEach
    void nobodyCalls() {
        somebody.nobody();
    }

    private void employ(String username) {
        in(Set.of(), () -> {
            rows.put(new Person(username, "Dr " + username, ZoneId.of("Europe/Zurich"), 3));
            return true;
        });
    }

    private <T> T in(Set<TenantId> tenants, Supplier<T> work) {
        return TenantScope.call(tenants, () -> transaction.execute(_ -> work.get()));
    }

    private void put(CredentialKind kind, Map<Column, String> written) {
        assertThat(passports.put(person, kind, written, "renewed")).isEmpty();
    }

    private void privilege(TenantId hospital, String to) {
        put(
                CredentialKind.PRIVILEGE,
                Map.of(Column.HOSPITAL, hospital.code(), Column.VALID_FROM, "2024-01-01", Column.VALID_TO, to));
    }

    @Test
    void everyKindOfCredentialIsKeptAsWritten() {
        var each = CredentialFormsTests.oneOfEachKind()
                .filter(one -> !(one instanceof Competency competency)
                        || competency.evidence().isEmpty())
                .filter(one -> !(one instanceof Credential.Contract contract)
                        || contract.hospitals().isEmpty())
                .toList();
        each.forEach(one -> put(one.kind(), CredentialForms.write(one)));

        assertThat(passports.of(person).orElseThrow().credentials()).containsExactlyInAnyOrderElementsOf(each);
        assertThat(roster.find(person).orElseThrow().contract()).isNotNull().isIn(each);
    }

    @Test
    void aChangeIsInTheTrailWithBeforeAndAfterAndWhy() {
        put(CredentialKind.LICENCE, GB);
        var suspended = new EnumMap<Column, String>(GB);
        suspended.put(Column.STANDING, "SUSPENDED");

        assertThat(passports.put(person, CredentialKind.LICENCE, suspended, "GMC asks questions"))
                .isEmpty();

        var entry = passports.history(person).getFirst();
        assertThat(entry.action()).isEqualTo(AuditAction.CREDENTIAL_CHANGED);
        assertThat(entry.actorName()).isEqualTo("Grace Whelan");
        assertThat(entry.details())
                .containsEntry("credential", "LICENCE GB 7413025")
                .containsEntry("from", "active, from 2024-01-01 to 2026-11-24")
                .containsEntry("to", "suspended, from 2024-01-01 to 2026-11-24")
                .containsEntry("reason", "GMC asks questions");
    }

    @Test
    void whatIsSaidAlreadyLeavesNoEntry() {
        put(CredentialKind.LICENCE, GB);
        int before = passports.history(person).size();

        put(CredentialKind.LICENCE, GB);

        assertThat(passports.history(person)).hasSize(before);
    }

    @Test
    void aPrivilegeIsInTheTrailOfItsHospitalAndOfNoOther() {
        privilege(HARBOUR, "2030-12-31");

        assertThat(entriesOf(HARBOUR)).hasSize(1);
        assertThat(entriesOf(NORTHGATE)).isEmpty();
    }

    private List<?> entriesOf(TenantId hospital) {
        return TenantScope.call(
                hospital, () -> trail.ask(new TrailReader.Question(hospital, Long.MAX_VALUE, "specialist:" + person)));
    }

    @Test
    void aChangeWithoutAReasonOrWithAMistakeChangesNothing() {
        assertThat(passports.put(person, CredentialKind.LICENCE, GB, " ")).containsOnlyKeys(Column.WHY);
        assertThat(passports.put(person, CredentialKind.LICENCE, Map.of(), "new"))
                .containsKeys(Column.JURISDICTION, Column.NUMBER, Column.VALID_TO);
        assertThat(passports.of(person).orElseThrow().credentials()).isEmpty();
        assertThatThrownBy(() -> passports.put("nobody", CredentialKind.LICENCE, GB, "new"))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aCompetencyIsProvedOnlyByCertificatesThatThePassportHolds() {
        var competency = Map.of(Column.MODALITY, "MR", Column.BODY_REGION, "HEAD", Column.EVIDENCE, "ABR-1");
        assertThat(passports.put(person, CredentialKind.COMPETENCY, competency, "new"))
                .containsOnlyKeys(Column.EVIDENCE);
        put(
                CredentialKind.EVIDENCE,
                Map.of(
                        Column.EVIDENCE_TYPE, "BOARD_CERTIFICATE",
                        Column.ISSUER, "ABR",
                        Column.NUMBER, "ABR-1",
                        Column.VALID_FROM, "2024-01-01",
                        Column.VALID_TO, "2026-11-24"));
        put(CredentialKind.COMPETENCY, competency);

        assertThat(passports.remove(person, "EVIDENCE ABR-1", "gone")).containsOnlyKeys(Column.EVIDENCE);
        assertThat(readsHeads("2026-11-24T23:59:59.999Z")).isTrue();
        assertThat(readsHeads("2026-11-25T00:00:00Z")).isFalse();
    }

    private boolean readsHeads(String at) {
        clock.set(at);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return specialist().competencies().stream().anyMatch(one -> one.covers("MR", "HEAD", AgeGroup.ADULT, today));
    }

    private Specialist specialist() {
        return TenantScope.call(Set.of(NORTHGATE, HARBOUR), () -> roster.find(person))
                .orElseThrow();
    }

    /** Nothing runs at midnight: the day alone bars. */
    @ParameterizedTest
    @CsvSource({
        "2023-12-31T23:59:59.999Z, PENDING",
        "2024-01-01T00:00:00Z, ACTIVE",
        "2026-11-24T23:59:59.999Z, ACTIVE",
        "2026-11-25T00:00:00Z, EXPIRED",
    })
    void atMidnightUtcPermissionsBeginAndEnd(String at, Standing standing) {
        put(CredentialKind.LICENCE, GB);
        privilege(HARBOUR, "2026-11-24");
        clock.set(at);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);

        assertThat(specialist().licences().getFirst().standingOn(today)).isEqualTo(standing);
        assertThat(specialist().privileges().getFirst().standingOn(today)).isEqualTo(standing);
        assertThat(roster.ofSpecialist(person)).isEqualTo(standing == Standing.ACTIVE ? Set.of(HARBOUR) : Set.of());
        assertThat(ReadingRights.obstacles(specialist(), new ReadingRights.Place(HARBOUR, "GB"), today)
                        .isEmpty())
                .isEqualTo(standing == Standing.ACTIVE);
    }

    @Test
    void eachStepIsWarnedOfOnceAndARenewalBeginsAnew() {
        put(CredentialKind.LICENCE, GB);
        for (var at : List.of("2026-08-25", "2026-08-26", "2026-08-27", "2026-10-25", "2026-11-17", "2026-11-25")) {
            clock.set(at + "T00:00:00Z");
            watch.look();
            watch.look();
        }
        assertThat(warningsInTheTrail()).containsExactly("0", "7", "30", "90");
        assertThat(passports.of(person).orElseThrow().warnings())
                .extracting(ExpiryWarning::daysBefore)
                .containsExactly(0);
        assertThat(passports.warnings())
                .extracting(ExpiryWarning::words)
                .contains("LICENCE GB 7413025 ended on 2026-11-24");

        var renewed = new EnumMap<Column, String>(GB);
        renewed.put(Column.VALID_TO, "2026-12-01");
        put(CredentialKind.LICENCE, renewed);
        assertThat(passports.of(person).orElseThrow().warnings()).isEmpty();
        watch.look();

        assertThat(warningsInTheTrail()).containsExactly("7", "0", "7", "30", "90");
    }

    private List<String> warningsInTheTrail() {
        return passports.history(person).stream()
                .filter(entry -> entry.action() == AuditAction.CREDENTIAL_EXPIRING)
                .map(entry -> entry.details().get("daysBefore"))
                .toList();
    }

    @Test
    void aPassportIsForTheOfficerAndForThePersonOnly() {
        put(CredentialKind.LICENCE, GB);
        privilege(HARBOUR, "2025-12-31");

        somebody.specialist(person);
        assertThat(passports.of(person).orElseThrow().credentials()).hasSize(2);
        somebody.specialist("another", HARBOUR, NORTHGATE);
        assertThat(passports.of(person)).isEmpty();
        somebody.coordinatorOf(HARBOUR);
        assertThat(passports.of(person)).isEmpty();
        for (Runnable forOfficers : List.<Runnable>of(
                () -> passports.put(person, CredentialKind.LICENCE, GB, "mine"),
                () -> passports.remove(person, "LICENCE GB 7413025", "mine"),
                () -> passports.history(person),
                () -> passports.warnings(),
                () -> documents.attach(person, "LICENCE GB 7413025", "a.pdf", PDF),
                () -> documents.remove(person, UUID.randomUUID(), "mine"))) {
            somebody.specialist(person, HARBOUR);
            assertThatThrownBy(forOfficers::run).isInstanceOf(AccessDeniedException.class);
            somebody.coordinatorOf(HARBOUR);
            assertThatThrownBy(forOfficers::run).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void aCoordinatorSeesPrivilegesOfTheirOwnHospitalOnly() {
        privilege(HARBOUR, "2030-12-31");
        privilege(NORTHGATE, "2030-12-31");

        somebody.coordinatorOfOneAndSpecialistOfBoth(HARBOUR);

        assertThat(readers.ofCaller())
                .filteredOn(reader -> reader.displayName().equals("Dr " + person))
                .extracting(HospitalReaders.Reader::hospital)
                .containsExactly(HARBOUR);
        somebody.specialist(person, HARBOUR);
        assertThatThrownBy(() -> readers.ofCaller()).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void papersAreForTheOfficerAndThePersonAndTheDatabaseShowsThemToNoHospital() {
        put(CredentialKind.LICENCE, GB);
        var paper = attached("licence.pdf", PDF);
        assertThat(paper.mediaType()).isEqualTo("application/pdf");
        assertThat(passports.of(person).orElseThrow().documents()).containsExactly(paper);

        somebody.specialist(person, HARBOUR);
        assertThat(documents.read(person, paper.id()).orElseThrow().content()).isEqualTo(PDF);
        somebody.specialist("another", HARBOUR);
        assertThat(documents.read(person, paper.id())).isEmpty();
        assertThat(documents.read("another", paper.id())).isEmpty();
        somebody.coordinatorOf(HARBOUR);
        assertThat(documents.read(person, paper.id())).isEmpty();

        assertThat(in(Set.of(HARBOUR, NORTHGATE), this::papers)).isZero();
        assertThat(in(Set.of(TenantId.PLATFORM), this::papers)).isPositive();
        somebody.officer();
        assertThat(passports.history(person).getFirst().action()).isEqualTo(AuditAction.CREDENTIAL_DOCUMENT_READ);
        assertThat(documents.remove(person, paper.id(), "replaced")).isTrue();
        assertThat(documents.read(person, paper.id())).isEmpty();
    }

    private long papers() {
        return jdbc.sql("select count(*) from credential_document")
                .query(Long.class)
                .single();
    }

    private CredentialDocument attached(String name, byte[] content) {
        return switch (documents.attach(person, "LICENCE GB 7413025", name, content)) {
            case Outcome.Attached(var document) -> document;
            case Outcome.Refused(var reason) -> throw new AssertionError("refused: " + reason);
        };
    }

    @Test
    void aPaperOfAnotherTypeOrSizeOrNameIsRefused() {
        put(CredentialKind.LICENCE, GB);

        assertThat(refusal("LICENCE GB 7413025", "a.pdf", "MZ an executable".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.WRONG_TYPE);
        assertThat(refusal("LICENCE GB 7413025", "a.pdf", new byte[0])).isEqualTo(Reason.WRONG_TYPE);
        assertThat(refusal("LICENCE GB 7413025", "a.pdf", new byte[CredentialDocuments.MOST_BYTES + 1]))
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal("LICENCE GB 7413025", "../../etc/passwd", PDF)).isEqualTo(Reason.BAD_NAME);
        assertThat(refusal("LICENCE CH 1", "a.pdf", PDF)).isEqualTo(Reason.NOTHING_TO_PROVE);
        attached("a.pdf", PDF);
        assertThat(refusal("LICENCE GB 7413025", "b.pdf", PDF)).isEqualTo(Reason.KNOWN);
    }

    private Reason refusal(String credential, String name, byte[] content) {
        return switch (documents.attach(person, credential, name, content)) {
            case Outcome.Attached _ -> throw new AssertionError("was attached");
            case Outcome.Refused(var reason) -> reason;
        };
    }
}
