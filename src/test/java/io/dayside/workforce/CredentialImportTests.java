package io.dayside.workforce;

import static io.dayside.workforce.WorkforceTestApplication.HARBOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.audit.AuditAction;
import io.dayside.testing.TestServices;
import io.dayside.workforce.CredentialImport.Report;
import io.dayside.workforce.WorkforceTestApplication.SomebodyCalling;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = WorkforceTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class CredentialImportTests {

    private static final String PEOPLE = "username,kind,display_name,zone,capacity\n";
    private static final String LICENCES = "username,kind,jurisdiction,number,standing,valid_from,valid_to\n";

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    private CredentialImport files;

    @Autowired
    private Passports passports;

    @Autowired
    private SomebodyCalling somebody;

    @Autowired
    private JdbcClient jdbc;

    private final String one = "i" + UUID.randomUUID().toString().substring(0, 8);
    private final String other = "o" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void theOfficerCallsAndSomebodyReads() {
        somebody.officer();
        WorkforceTestApplication.takeIntoService(jdbc);
        assertThat(files.apply(bytes(person(one, name(one))), "joins us").applied())
                .isTrue();
    }

    @AfterEach
    void nobodyCalls() {
        somebody.nobody();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String person(String username, String name) {
        return PEOPLE + "%s,PERSON,%s,Europe/Zurich,3\n".formatted(username, name);
    }

    /** Letters only, as names are. */
    private static String name(String username) {
        return "Dr "
                + username.chars()
                        .mapToObj(character -> String.valueOf(
                                (char) (Character.isDigit(character) ? character + 'A' - '0' : character)))
                        .collect(Collectors.joining());
    }

    private static List<String> told(Report report) {
        return report.problems().stream()
                .map(problem -> "%d %s: %s".formatted(problem.line(), problem.column(), problem.what()))
                .toList();
    }

    private List<String> held() {
        return passports.of(one).orElseThrow().credentials().stream()
                .map(Credential::key)
                .toList();
    }

    @Test
    void aLoginIsAskedForWithAnEmailAndOneThatFailsUndoesNothing() {
        var file = bytes("username,kind,display_name,zone,capacity,email\n"
                + "%s,PERSON,%s,Europe/Zurich,3,a.b@example.org\n".formatted(one, name(one))
                + "%s,PERSON,%s,Europe/Zurich,3,taken@example.org\n".formatted(other, name(other)));

        var looked = files.check(file);
        assertThat(looked.logins()).as("nobody is invited before it is written").isEmpty();
        assertThat(looked.changes())
                .filteredOn(change -> change.what().equals("LOGIN"))
                .extracting(CredentialImport.Change::to)
                .containsExactly("a.b@example.org", "taken@example.org");

        var report = files.apply(file, "they join us");
        assertThat(report.applied()).isTrue();
        assertThat(report.logins())
                .containsExactly(
                        new CredentialImport.Login(2, one, true, "invited by mail to choose a password"),
                        new CredentialImport.Login(
                                3, other, false, "that e-mail belongs to another account at Keycloak"));
        assertThat(passports.of(other)).as("the passport is there").isPresent();
        assertThat(passports.history(one))
                .allSatisfy(entry -> assertThat(entry.details().values()).noneMatch(word -> word.contains("@")));
    }

    @ParameterizedTest
    @CsvSource({
        "away, false, Keycloak does not answer, Keycloak does not answer",
        "slow, true, has this login already, 'not tried yet, since it takes long: import this file again for the rest'"
    })
    void whereLoginsWaitForKeycloakTheAnswerDoesNot(String what, boolean open, String first, String rest) {
        var report = files.apply(
                bytes("username,kind,display_name,zone,capacity,email\n"
                        + "%s,PERSON,%s,Europe/Zurich,3,%s@example.org\n".formatted(one, name(one), what)
                        + "%s,PERSON,%s,Europe/Zurich,3,b@example.org\n".formatted(other, name(other))),
                "they join us");

        assertThat(report.applied()).isTrue();
        assertThat(report.logins())
                .containsExactly(
                        new CredentialImport.Login(2, one, open, first),
                        new CredentialImport.Login(3, other, false, rest));
        assertThat(passports.hasImportedLogin(other)).isFalse();
    }

    @Test
    void anAddressThatIsNoneOrSomebodyElsesIsRefusedAndNobodyIsInvited() {
        var report = files.apply(
                bytes("username,kind,display_name,zone,capacity,email\n"
                        + "%s,PERSON,%s,Europe/Zurich,3,a b@example.org\n".formatted(one, name(one))
                        + "%s,PERSON,%s,Europe/Zurich,3,c@example.org\n".formatted(other, name(other))
                        + "third,PERSON,Dr Third,Europe/Zurich,3,C@example.org\n"
                        + "fourth,PERSON,Dr Fourth,Europe/Zurich,3,\"x@example.org\r\nBcc: y@example.org\"\n"),
                "they join us");

        assertThat(told(report))
                .containsExactly(
                        "2 email: must be an e-mail address such as n.okafor@example.org, or empty",
                        "4 email: is the address of line 3",
                        "5 email: must be an e-mail address such as n.okafor@example.org, or empty");
        assertThat(report.logins()).isEmpty();
    }

    @Test
    void aFileIsLookedAtThenWrittenThenSaysNothingNew() {
        var file = bytes("""
                username,kind,jurisdiction,number,hospital,modality,body_region,evidence,evidence_type,issuer,valid_from,valid_to
                %1$s,LICENCE,GB,741,,,,,,,2024-01-01,2027-12-31
                %1$s,PRIVILEGE,,,harbour,,,,,,2024-01-01,2027-12-31
                %1$s,COMPETENCY,,,,CT,HEAD,ABR-1,,,,
                %1$s,EVIDENCE,,ABR-1,,,,,BOARD_CERTIFICATE,"Board, American",2020-01-01,
                """.formatted(one));

        var looked = files.check(file);
        assertThat(told(looked)).isEmpty();
        assertThat(looked.applied()).isFalse();
        assertThat(looked.changes()).hasSize(4);
        assertThat(held()).isEmpty();

        assertThat(files.apply(file, "from the society's list").applied()).isTrue();
        assertThat(held())
                .containsExactly("LICENCE GB 741", "PRIVILEGE harbour", "COMPETENCY CT HEAD ANY *", "EVIDENCE ABR-1");
        assertThat(passports.history(one))
                .filteredOn(entry -> entry.action() == AuditAction.CREDENTIAL_CHANGED)
                .hasSize(4)
                .allSatisfy(entry -> assertThat(entry.details())
                        .containsEntry("from", "–")
                        .containsEntry("reason", "from the society's list"));

        var again = files.check(file);
        assertThat(again.changes()).isEmpty();
        assertThat(again.unchanged()).isEqualTo(4);
    }

    @Test
    void everyMistakeIsToldByLineAndColumnAndNothingIsWritten() {
        var file = bytes(LICENCES
                + one + ",LICENCE,GB,741,ACTIVE,2024-01-01,2027-12-31\n"
                + one + ",LICENCE,gb,=HYPERLINK(A1),SLEEPING,31.12.2024,2027-02-30\n"
                + "nobody,LICENCE,GB,1,ASLEEP,2024-01-01,2027-12-31\n"
                + one + ",DIPLOMA,GB,1,ACTIVE,2024-01-01,2027-12-31\n"
                + one + ",LICENCE,GB,741,ACTIVE,2024-01-01,2028-12-31\n"
                + one + ",LICENCE,CH,5,ACTIVE,2024-01-01,2023-12-31\n"
                + "ONE,LICENCE,CH,5,ACTIVE,2024-01-01,2026-12-31\n"
                + one + ",LICENCE,GB\n");

        var report = files.apply(file, "from a list");

        assertThat(report.applied()).isFalse();
        assertThat(told(report))
                .containsExactly(
                        "3 jurisdiction: must be ISO 3166, such as GB or US-NY",
                        "3 number: must be as its issuer gave it",
                        "3 standing: must be one of PENDING, ACTIVE, SUSPENDED, EXPIRED, REVOKED",
                        "3 valid_from: must be a date such as 2027-12-31",
                        "3 valid_to: must be a date such as 2027-12-31",
                        "4 standing: must be one of PENDING, ACTIVE, SUSPENDED, EXPIRED, REVOKED",
                        "4 username: is nobody who reads here, and no line of kind PERSON names them",
                        "5 kind: must be PERSON or one of [LICENCE, PRIVILEGE, COMPETENCY, EVIDENCE, AI_PROFICIENCY,"
                                + " LANGUAGE, CONTRACT]",
                        "6 username: says again what line 2 says",
                        "7 valid_to: is before the first day",
                        "8 username: must be 2 to 63 of a-z, 0-9, '.' and '-'",
                        "9 : has 3 fields, and the first line names 7");
        assertThat(held()).isEmpty();
    }

    @Test
    void withoutAReasonNothingIsWritten() {
        var file = bytes(LICENCES + one + ",LICENCE,GB,741,ACTIVE,2024-01-01,2027-12-31\n");

        assertThat(files.apply(file, " ").problems())
                .extracting(ImportProblem::column)
                .containsExactly("why");
        assertThat(held()).isEmpty();
    }

    @Test
    void newPeopleComeWithTheirCredentialsAndNamesakesAreRefused() {
        var file = bytes("""
                username,kind,display_name,zone,capacity,language,level
                %2$s,LANGUAGE,,,,de,C1
                %2$s,PERSON,%3$s,Europe/Zurich,3,,
                """.formatted(one, other, name(other)));
        assertThat(told(files.apply(file, "joins us"))).isEmpty();
        assertThat(passports.of(other).orElseThrow().credentials()).hasSize(1);

        assertThat(told(files.check(bytes(person("somebody.new", name(one))))))
                .containsExactly("2 display_name: is the name of " + one);
        assertThat(told(files.check(bytes(person("first.new", "Anna Maria")
                        + "second.new,PERSON,Anna Maria,Europe/Zurich,3\n"
                        + "first.new,PERSON,Berta Maria,Europe/Zurich,3\n"))))
                .containsExactly(
                        "3 display_name: is the name of somebody else in line 2",
                        "4 username: says again what line 2 says");
        assertThat(told(files.check(bytes(person("third.new", "\"=cmd|' /C calc'!A0\"")))))
                .containsExactly("2 display_name: must be a name of at most 100 letters");
        assertThat(told(files.check(bytes(PEOPLE + "fourth.new,PERSON,Cecilia,+01:00,0\n"))))
                .containsExactly(
                        "2 capacity: must be a whole number from 1 to 1000",
                        "2 zone: must be a time zone such as Europe/Zurich");
    }

    @Test
    void aByteOrderMarkAndLineEndsOfWindowsAreNoMatter() {
        var file = "\uFEFF" + LICENCES + one + ",LICENCE,GB,741,ACTIVE,2024-01-01,2027-12-31\n";

        assertThat(files.check(bytes(file.replace("\n", "\r\n"))).changes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE"})
    void anotherEncodingIsToldWithItsLine(String charset) {
        var text = person("somebody.new", "Dr Aa") + "another.new,PERSON,Dr Müller,Europe/Zurich,3\n";

        var report = files.check(text.getBytes(Charset.forName(charset)));

        assertThat(report.problems()).isNotEmpty();
        assertThat(report.changes()).isEmpty();
        if (!charset.startsWith("UTF")) {
            assertThat(told(report)).containsExactly("3 : is not UTF-8: save the file as CSV UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n\n",
                "username\n",
                "username;kind\nsomebody;LICENCE\n",
                "username,kind,username\n",
                "username,kind,hobby\n",
                "username,kind\nab,\"LICENCE\n",
                "username,kind\nab,\"LICENCE\"x\n",
                "\0\0\0",
            })
    void whatIsNoSuchTableIsToldAndNotRead(String text) {
        var report = files.check(bytes(text));

        assertThat(report.problems()).isNotEmpty();
        assertThat(report.changes()).isEmpty();
    }

    @Test
    void lineNumbersAreThoseOfTheFileAlsoAfterFieldsOfSeveralLines() {
        var file = LICENCES + one + ",LICENCE,GB,\"7\n4\n1\",ACTIVE,2024-01-01,2027-12-31\n" + one
                + ",LICENCE,XX-,741,ACTIVE,2024-01-01,2027-12-31\n";

        assertThat(files.check(bytes(file)).problems())
                .extracting(ImportProblem::line)
                .containsExactly(2L, 5L);
    }

    @Test
    void tenThousandLinesAreWrittenAtOnceAndOneMistakeAmongThemWritesNone() {
        var lines = IntStream.range(0, 10_000)
                .mapToObj(number -> one + ",LICENCE,GB,n" + number + ",ACTIVE,2024-01-01,2027-12-31\n")
                .collect(Collectors.joining("", LICENCES, ""));

        var refused = files.apply(bytes(lines + one + ",LICENCE,GB,last,ACTIVE,never,2027-12-31\n"), "all of them");
        assertThat(told(refused)).containsExactly("10002 valid_from: must be a date such as 2027-12-31");
        assertThat(held()).isEmpty();

        var written = files.apply(bytes(lines), "all of them");
        assertThat(written.applied()).isTrue();
        assertThat(held()).hasSize(10_000);
    }

    @Test
    void aFileThatIsTooLargeOrTooLongIsRefused() {
        assertThat(files.check(new byte[CsvFile.MOST_BYTES + 1]).problems()).hasSize(1);
        var tooLong = "username,kind\n" + "ab,X\n".repeat(CsvFile.MOST_LINES + 1);
        assertThat(files.check(bytes(tooLong)).problems())
                .extracting(ImportProblem::what)
                .contains("is more than a file may hold: 20000 lines");
    }

    @Test
    void theTemplateIsReadAndItsExamplesAreRefused() {
        var report = files.check(bytes(files.template()));

        assertThat(report.problems())
                .hasSize(CredentialKind.values().length + 1)
                .allSatisfy(problem -> assertThat(problem.column()).isEqualTo(CsvFile.USERNAME));
    }

    @Test
    void onlyOfficersMayImport() {
        somebody.coordinatorOf(HARBOUR);

        assertThatThrownBy(() -> files.check(bytes(LICENCES))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> files.apply(bytes(LICENCES), "mine")).isInstanceOf(AccessDeniedException.class);
    }
}
