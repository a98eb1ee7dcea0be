package io.dayside.routing;

import io.dayside.cases.AgeGroup;
import io.dayside.routing.engine.Credentials;
import io.dayside.routing.engine.Need;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Standing;
import io.dayside.workforce.Subspecialty;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Licence, privilege, competency and contract of everybody, as {@link EligibilityRules} ask for them: what decides lastingly. The rules
 * themselves are asked again before a case is given out.
 */
final class Papers implements Credentials {

    private final Map<String, Specialist> specialists = new HashMap<>();

    void put(Specialist specialist) {
        specialists.put(specialist.username(), specialist);
    }

    void remove(String username) {
        specialists.remove(username);
    }

    @Override
    public boolean allow(String reader, Need need, LocalDate day) {
        var specialist = specialists.get(reader);
        return specialist != null && allow(specialist, need, day);
    }

    private static boolean allow(Specialist specialist, Need need, LocalDate day) {
        return mayTakeTurn(specialist, need, day)
                && specialist.licences().stream()
                        .anyMatch(licence -> licence.jurisdiction().equals(need.jurisdiction())
                                && licence.standingOn(day) == Standing.ACTIVE)
                && specialist.privileges().stream()
                        .anyMatch(privilege -> privilege.tenant().equals(need.tenant())
                                && privilege.standingOn(day) == Standing.ACTIVE)
                && specialist.competencies().stream()
                        .anyMatch(competency ->
                                competency.covers(need.modality(), need.bodyRegion(), age(need), asked(need), day))
                && isEngaged(specialist.contract(), need, day);
    }

    private static boolean isEngaged(@Nullable Contract contract, Need need, LocalDate day) {
        return contract == null || (contract.standingOn(day) == Standing.ACTIVE && contract.isWith(need.tenant()));
    }

    private static boolean mayTakeTurn(Specialist specialist, Need need, LocalDate day) {
        return isNextReader(specialist.username(), need)
                && (need.residents() || !specialist.resident())
                && (need.overReader().isEmpty()
                        || specialist.competencies().stream()
                                .anyMatch(
                                        competency -> competency.subspecialty().equals(need.overReader())
                                                && competency.covers(
                                                        need.modality(), need.bodyRegion(), age(need), day)));
    }

    private static boolean isNextReader(String username, Need need) {
        return need.only().isEmpty()
                ? !need.readBy().contains(username)
                : need.only().contains(username);
    }

    private static @Nullable AgeGroup age(Need need) {
        return need.ageGroup().isEmpty() ? null : AgeGroup.valueOf(need.ageGroup());
    }

    private static Subspecialty asked(Need need) {
        return new Subspecialty(need.subspecialty(), need.subspecialtyRequired());
    }

    /**
     * 1 for a competency in just this, a half where either modality or region is any, 0 where both are. Where a subspecialty is
     * asked for, half of it is whether the competency is in that.
     */
    @Override
    public double fit(String reader, Need need) {
        var specialist = specialists.get(reader);
        return specialist == null
                ? 0
                : specialist.competencies().stream()
                        .filter(competency -> competency.standing() == Standing.ACTIVE
                                && competency.ages().cover(age(need))
                                && competency.covers(need.modality(), need.bodyRegion()))
                        .mapToDouble(competency -> fit(competency, asked(need)))
                        .max()
                        .orElse(0);
    }

    private static double fit(Specialist.Competency competency, Subspecialty asked) {
        double precision = precision(competency);
        return asked.isAsked() ? precision / 2 + (competency.isIn(asked) ? 0.5 : 0) : precision;
    }

    private static double precision(Specialist.Competency competency) {
        double modality = competency.modality().equals("*") ? 0 : 0.5;
        double region = competency.bodyRegion().equals("*") ? 0 : 0.5;
        return modality + region;
    }
}
