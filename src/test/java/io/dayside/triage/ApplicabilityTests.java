package io.dayside.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.ArchivedInstance;
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
    @CsvSource({
        "head-ct-haemorrhage, CT, '', true",
        "head-ct-haemorrhage, CT, 5 mm axial, true",
        "head-ct-haemorrhage, CT, Head and neck, true",
        "head-ct-haemorrhage, CT, Liver arterial, false",
        "head-ct-haemorrhage, SEG, '', false",
        "chest-xray-abnormal, DX, PA, true",
        "chest-xray-abnormal, DX, Left knee, false",
        "chest-xray-abnormal, PR, '', false"
    })
    void aModelIsShownPicturesOfItsModalityAndOfNoOtherPartOfTheBody(
            String model, String modality, String description, boolean shown) {
        var instance = new ArchivedInstance(
                STUDY, "2.25.2", 1, description, modality, "", "2.25.3", 1, "", 1, 512, 512, 1000, "");

        assertThat(Applicability.of(model, List.of(instance))).hasSize(shown ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"CT, HEAD", "DX, CHEST"})
    void aModelThatTheHospitalHasNotEnabledLooksAtNothing(String modality, String part) {
        assertThat(Applicability.of(TriageFixtures.study(STUDY, modality, part, ""), List.of()))
                .isEmpty();
    }
}
