package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.AgeGroup;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubspecialtyRuleTests {

    private static final TenantId HARBOUR = new TenantId("harbour");
    private static final Subspecialty NEURO = new Subspecialty("NEURORADIOLOGY", true);
    private static final Subspecialty PAEDIATRIC = new Subspecialty("PAEDIATRIC", false);

    @ParameterizedTest
    @CsvSource(
            nullValues = "unknown",
            value = {
                "CT, HEAD, ADULT, CT Angio head, true",
                "CT, HEAD, ADULT, ct ANGIO, true",
                "MR, HEAD, unknown, MR perfusion, true",
                "CT, HEAD, ADULT, CT angiography head, false",
                "CT, HEAD, ADULT, '', false",
                "CT, CHEST, ADULT, CT angio, false",
                "DX, HEAD, ADULT, angio, false",
            })
    void everythingThatARuleNamesMustHold(
            String modality, String region, @Nullable AgeGroup age, String procedure, boolean holds) {
        var rule = new SubspecialtyRule(
                NEURO, Set.of("CT", "MR"), Set.of("HEAD"), Set.of(), List.of("Angio", "perfusion"));

        assertThat(rule.holdsFor(modality, region, age, procedure)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unknown",
            value = {"CHILD, true", "NEWBORN, true", "ADULT, false", "unknown, false"})
    void aRuleForAgesHoldsForNobodyOfUnknownAge(@Nullable AgeGroup age, boolean holds) {
        var rule = new SubspecialtyRule(
                PAEDIATRIC, Set.of(), Set.of(), Set.of(AgeGroup.CHILD, AgeGroup.NEWBORN), List.of());

        assertThat(rule.holdsFor("US", "ABDOMEN", age, "")).isEqualTo(holds);
    }

    @Test
    void computedRadiographyIsAskedForLikeDigitalRadiography() {
        var rule = new SubspecialtyRule(NEURO, Set.of("DX"), Set.of(), Set.of(), List.of());

        assertThat(rule.holdsFor("CR", "CHEST", null, "")).isTrue();
    }

    @Test
    void theFirstRuleThatHoldsDecidesAndOtherHospitalsAskForNothing() {
        var rules = new Subspecialties.Rules(Map.of(
                HARBOUR,
                List.of(
                        new SubspecialtyRule(PAEDIATRIC, Set.of(), Set.of(), Set.of(AgeGroup.CHILD), List.of()),
                        new SubspecialtyRule(NEURO, Set.of("CT"), Set.of(), Set.of(), List.of()))));

        assertThat(rules.of(HARBOUR, "CT", "HEAD", AgeGroup.CHILD, "")).isEqualTo(PAEDIATRIC);
        assertThat(rules.of(HARBOUR, "CT", "HEAD", null, "")).isEqualTo(NEURO);
        assertThat(rules.of(HARBOUR, "MR", "HEAD", null, "")).isEqualTo(Subspecialty.NONE);
        assertThat(rules.of(new TenantId("northgate"), "CT", "HEAD", null, "")).isEqualTo(Subspecialty.NONE);
    }
}
