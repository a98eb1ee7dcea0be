package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PS3.4 C.2.2.2. */
class MatchingTests {

    private final Matching matching = new Matching(ZoneOffset.UTC);

    private final Attributes study = study();

    private static Attributes study() {
        Attributes study = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(Tag.PatientName, VR.PN, "Müller^Anna Maria^^Dr.=山田^太郎")
                .setString(Tag.PatientID, VR.LO, "P-17")
                .setString(Tag.StudyDate, VR.DA, "20261103")
                .setString(Tag.StudyTime, VR.TM, "071502.25")
                .setString(Tag.StudyInstanceUID, VR.UI, "1.2.3")
                .setString(Tag.ModalitiesInStudy, VR.CS, "CT", "SR")
                .setInt(Tag.Rows, VR.US, 512);
        study.newSequence(Tag.RequestAttributesSequence)
                .addItem()
                .setString(Tag.ScheduledProcedureStepID, VR.SH, "SPS-1");
        study.newSequence(Tag.ProcedureCodeSequence);
        return study;
    }

    @ParameterizedTest
    @CsvSource({
        "Müller^Anna Maria^^Dr., true",
        "müller^anna*, true",
        "M?ller*, true",
        "M?ller, false",
        "MÜLLER^ANNA MARIA^^DR.^, true",
        "山田*, true",
        "*=山田^太郎, true",
        "Meier*, false",
        "'', true",
        "*, true"
    })
    void names(String key, boolean matches) {
        assertMatches(Tag.PatientName, VR.PN, key, matches);
    }

    @ParameterizedTest
    @CsvSource({
        "20261103, true",
        "20261104, false",
        "20261101-20261130, true",
        "-20261103, true",
        "20261103-, true",
        "20261104-, false",
        "yesterday, false"
    })
    void dates(String key, boolean matches) {
        assertMatches(Tag.StudyDate, VR.DA, key, matches);
    }

    @ParameterizedTest
    @CsvSource({"0700-0800, true", "071502.25, true", "-071501, false", "0716-, false"})
    void times(String key, boolean matches) {
        assertMatches(Tag.StudyTime, VR.TM, key, matches);
    }

    @Test
    void listOfUidsMatchesOneOfThem() {
        assertMatches(Tag.StudyInstanceUID, VR.UI, "1.2.4\\1.2.3", true);
        assertMatches(Tag.StudyInstanceUID, VR.UI, "1.2.4\\1.2.5", false);
        assertMatches(Tag.StudyInstanceUID, VR.UI, "1.2.?", false);
    }

    @Test
    void anyOfSeveralValuesMatches() {
        assertMatches(Tag.ModalitiesInStudy, VR.CS, "SR", true);
        assertMatches(Tag.ModalitiesInStudy, VR.CS, "MR\\CT", true);
        assertMatches(Tag.ModalitiesInStudy, VR.CS, "MR", false);
    }

    @Test
    void textOfIdentifiersIsCaseSensitive() {
        assertMatches(Tag.PatientID, VR.LO, "P-1?", true);
        assertMatches(Tag.PatientID, VR.LO, "p-17", false);
    }

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(matching.matches(new Attributes().setInt(Tag.Rows, VR.US, 512), study))
                .isTrue();
        assertThat(matching.matches(new Attributes().setInt(Tag.Rows, VR.US, 256), study))
                .isFalse();
    }

    @Test
    void keyWithoutCounterpartMatchesOnlyIfItIsUniversal() {
        assertMatches(Tag.AccessionNumber, VR.SH, "", true);
        assertMatches(Tag.AccessionNumber, VR.SH, "A1", false);
    }

    @Test
    void sequenceMatchesWhereOneItemDoes() {
        assertThat(matching.matches(step("SPS-*"), study)).isTrue();
        assertThat(matching.matches(step("SPS-2"), study)).isFalse();
        assertThat(matching.matches(step(""), new Attributes())).isTrue();
        assertThat(matching.matches(step("SPS-1"), new Attributes())).isFalse();
    }

    private static Attributes step(String id) {
        Attributes keys = new Attributes();
        keys.newSequence(Tag.RequestAttributesSequence).addItem().setString(Tag.ScheduledProcedureStepID, VR.SH, id);
        return keys;
    }

    @Test
    void levelAndCharacterSetAreNoKeys() {
        Attributes keys = new Attributes()
                .setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY")
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        assertThat(matching.matches(keys, study)).isTrue();
    }

    @Test
    void answerHoldsWhatWasAskedForAndNothingElse() {
        Attributes keys = new Attributes()
                .setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY")
                .setNull(Tag.PatientName, VR.PN)
                .setNull(Tag.AccessionNumber, VR.SH);
        keys.newSequence(Tag.RequestAttributesSequence)
                .addItem()
                .setNull(Tag.ScheduledProcedureStepID, VR.SH)
                .setNull(Tag.ScheduledProcedureStepDescription, VR.LO);
        Attributes answer = Matching.answer(keys, study);
        assertThat(answer.size()).isEqualTo(5);
        assertThat(answer.getString(Tag.PatientName)).isEqualTo("Müller^Anna Maria^^Dr.=山田^太郎");
        assertThat(answer.getString(Tag.QueryRetrieveLevel)).isEqualTo("STUDY");
        assertThat(answer.contains(Tag.AccessionNumber)).isTrue();
        assertThat(answer.containsValue(Tag.AccessionNumber)).isFalse();
        assertThat(answer.getSequence(Tag.RequestAttributesSequence))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.getString(Tag.ScheduledProcedureStepID)).isEqualTo("SPS-1");
                    assertThat(item.contains(Tag.ScheduledProcedureStepDescription))
                            .isTrue();
                });
    }

    /** With backtracking this would not end. */
    @Test
    @Timeout(60)
    void dcm15KeyOfManyWildcardsIsMatchedInBoundedSteps() {
        String key = "*a".repeat(5_000) + "b";
        String value = "a".repeat(10_000);
        assertMatches(Tag.PatientID, VR.LO, key, value, false);
        assertMatches(Tag.PatientID, VR.LO, "*a".repeat(5_000), value, true);
    }

    private void assertMatches(int tag, VR vr, String key, boolean matches) {
        Attributes keys = new Attributes().setString(tag, vr, key.split("\\\\", -1));
        keys.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        assertThat(matching.matches(keys, study)).as(key).isEqualTo(matches);
    }

    private void assertMatches(int tag, VR vr, String key, String value, boolean matches) {
        Attributes keys = new Attributes().setString(tag, vr, key);
        assertThat(matching.matches(keys, new Attributes().setString(tag, vr, value)))
                .isEqualTo(matches);
    }
}
