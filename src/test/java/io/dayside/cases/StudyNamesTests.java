package io.dayside.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyNamesTests {

    @ParameterizedTest
    @CsvSource({
        "CT head without contrast, CT, HEAD, CT head without contrast",
        "Schädel, CT, HEAD, Schädel",
        "胸部, CR, CHEST, 胸部",
        "None, MR, UNKNOWN, MR study",
        "e+1, CT, UNKNOWN, CT study",
        "'', CT, HEAD, CT head",
        "' ', '', UNKNOWN, unnamed study",
        "MR, MR, UNKNOWN, MR"
    })
    void aFillerIsNoName(String description, String modality, String bodyPart, String name) {
        assertThat(StudyNames.named(description, modality, bodyPart)).isEqualTo(name);
    }
}
