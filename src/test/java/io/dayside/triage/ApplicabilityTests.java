package io.dayside.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.StudyRef;
import io.dayside.triage.model.ModelShelf;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicabilityTests {

    private static final StudyRef STUDY = new StudyRef(TriageFixtures.NORTHGATE, "2.25.1");

    @ParameterizedTest
    @CsvSource({
        "CT, HEAD, '', head-ct-haemorrhage",
        "CT, BRAIN, anything, head-ct-haemorrhage",
        "CT, head, '', head-ct-haemorrhage",
        "CT, '', CT Schädel nativ, head-ct-haemorrhage",
        "CT, '', '', head-ct-haemorrhage",
        "CT, CHEST, CT head, ''",
        "CT, '', CT thorax, ''",
        "MR, HEAD, '', ''",
        "DX, CHEST, '', chest-xray-abnormal",
        "CR, THORAX, '', chest-xray-abnormal",
        "CR, '', Chest PA, chest-xray-abnormal",
        "DX, '', '', chest-xray-abnormal",
        "DX, HAND, '', ''",
        "DX, '', Left hand, ''",
        "US, CHEST, '', ''"
    })
    void aModelLooksAtItsModalityAndItsPartOfTheBody(String modality, String part, String words, String model) {
        var study = TriageFixtures.study(STUDY, modality, part, words);

        assertThat(String.join(",", Applicability.of(study, ModelShelf.NAMES))).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource({"CT, HEAD", "DX, CHEST"})
    void aModelThatTheHospitalHasNotEnabledLooksAtNothing(String modality, String part) {
        assertThat(Applicability.of(TriageFixtures.study(STUDY, modality, part, ""), List.of()))
                .isEmpty();
    }
}
