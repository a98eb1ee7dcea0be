package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialFormsTests {

    private static final TenantId HARBOUR = new TenantId("harbour");
    private static final LocalDate FROM = LocalDate.parse("2024-02-29");
    private static final LocalDate TO = LocalDate.parse("2027-12-31");

    static Stream<Credential> oneOfEachKind() {
        return Stream.of(
                new Licence("US-NY", "NO-NY-40718", Standing.SUSPENDED, FROM, TO),
                new Privilege(HARBOUR, Standing.ACTIVE, FROM, TO),
                new Competency(
                        "CT", "HEAD", Ages.CHILD, "NEURORADIOLOGY", Standing.ACTIVE, FROM, TO, List.of("A 1", "B/2")),
                new Competency("*", "*"),
                new Evidence(Evidence.Type.FELLOWSHIP, "Karolinska, Stockholm", "F-77", FROM, Credential.WITHOUT_END),
                new AiProficiency("head-ct-haemorrhage", 91, FROM, TO),
                new Language("pt-BR", Language.Level.C1),
                new Contract(40, 8, 60, List.of(HARBOUR), FROM, Credential.WITHOUT_END),
                new Contract(20, 8, 60, List.of(), FROM, TO));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void whatIsWrittenIsReadAgain(Credential credential) {
        var fields = new CredentialFields(CredentialForms.write(credential));

        assertThat(CredentialForms.read(credential.kind(), fields, Set.of(HARBOUR)))
                .isEqualTo(credential);
        assertThat(fields.problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CredentialKind.class)
    void ofAnEmptyFormEveryMistakeIsToldAtOnce(CredentialKind kind) {
        var fields = new CredentialFields(Map.of());

        CredentialForms.read(kind, fields, Set.of());

        assertThat(fields.problems()).isNotEmpty().allSatisfy((column, what) -> {
            assertThat(kind.columns()).contains(column);
            assertThat(what).isEqualTo("is missing");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JURISDICTION | gb",
                "JURISDICTION | GB-TOOLONG",
                "NUMBER | =HYPERLINK(1)",
                "NUMBER | +1",
                "NUMBER | @SUM(A1)",
                "NUMBER | -2",
                "STANDING | active",
                "STANDING | 0",
                "VALID_FROM | 31.12.2026",
                "VALID_FROM | 2026-02-30",
                "VALID_FROM | 2026-1-1",
                "VALID_FROM | 0026-01-01",
                "VALID_TO | +12026-01-01",
                "VALID_TO | 2020-01-01",
                "HOSPITAL | harbour",
            })
    void web02ALicenceWithAMistakeIsRefusedAtItsColumn(Column column, String wrong) {
        var written = new EnumMap<Column, String>(
                CredentialForms.write(new Licence("GB", "7413025", Standing.ACTIVE, FROM, TO)));
        written.put(column, wrong);
        var fields = new CredentialFields(written);

        CredentialForms.read(CredentialKind.LICENCE, fields, Set.of(HARBOUR));

        assertThat(fields.problems()).containsOnlyKeys(column);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MODALITY | ct",
                "BODY_REGION | NOSE",
                "AGE_GROUP | TEENAGER",
                "EVIDENCE | A;A",
                "EVIDENCE | =A",
                "SUBSPECIALTY | neuro",
            })
    void aCompetencyWithAMistakeIsRefusedAtItsColumn(Column column, String wrong) {
        var written = new EnumMap<Column, String>(CredentialForms.write(new Competency("CT", "HEAD")));
        written.put(column, wrong);
        var fields = new CredentialFields(written);

        CredentialForms.read(CredentialKind.COMPETENCY, fields, Set.of());

        assertThat(fields.problems()).containsOnlyKeys(column);
    }

    @Test
    void aHospitalThatIsNotInServiceIsNone() {
        var fields = new CredentialFields(
                Map.of(Column.HOSPITAL, "harbour", Column.VALID_FROM, "2026-01-01", Column.VALID_TO, "2026-12-31"));

        CredentialForms.read(CredentialKind.PRIVILEGE, fields, Set.of(new TenantId("northgate")));

        assertThat(fields.problems()).containsOnlyKeys(Column.HOSPITAL);
    }

    @ParameterizedTest
    @CsvSource({"-1", "101", "99999999999", "4.5", "''"})
    void aScoreIsBetweenNothingAndAHundred(String score) {
        var fields = new CredentialFields(
                Map.of(Column.MODEL, "head-ct-haemorrhage", Column.SCORE, score, Column.VALID_FROM, "2026-01-01"));

        CredentialForms.read(CredentialKind.AI_PROFICIENCY, fields, Set.of());

        assertThat(fields.problems()).containsOnlyKeys(Column.SCORE);
    }
}
