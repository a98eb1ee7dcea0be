package io.dayside.vetting;

import io.dayside.vetting.PracticalTest.Earned;
import io.dayside.vetting.Sitting.Result;
import io.dayside.workforce.Credential.AiProficiency;
import io.dayside.workforce.Credential.Evidence;
import io.dayside.workforce.EarnedCredentials;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Marks a sitting and does to the passport what its test says. Joins the running transaction. */
@Component
class Outcome {

    private static final String ISSUER = "Dayside practical test";
    private static final int NUMBER_LENGTH = 8;

    private final EarnedCredentials credentials;

    Outcome(EarnedCredentials credentials) {
        this.credentials = credentials;
    }

    Result of(Sitting sitting, PracticalTest test, List<SittingCase> cases, Instant at) {
        var marks = Marking.of(test.targets(), SignedSitting.readings(test, cases));
        var failures = marks.failures(test.pass());
        var digest = SignedSitting.digest(sitting, marks, failures, cases);
        var today = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return failures.isEmpty()
                ? passed(sitting, test, marks, today, at, digest)
                : failed(sitting, test, marks, failures, today, at, digest);
    }

    private Result passed(
            Sitting sitting, PracticalTest test, Marks marks, LocalDate today, Instant at, String digest) {
        var earned = test.earned();
        var lastDay = today.plusMonths(earned.months());
        var why = "passed the practical test " + test.id();
        var certificate =
                "PT-%s-%s".formatted(today.getYear(), shortened(sitting)).toUpperCase(Locale.ROOT);
        var evidence =
                new Evidence(Evidence.Type.AI_CERTIFICATE, ISSUER + " " + test.id(), certificate, today, lastDay);
        var proficiency = new AiProficiency(test.model(), marks.proficiencyPercent(), today, lastDay);
        var consequences = new ArrayList<String>();
        var competency = new Competency(
                earned.modality(),
                earned.bodyRegion(),
                earned.ages(),
                earned.subspecialty(),
                Standing.ACTIVE,
                today,
                lastDay,
                List.of(certificate));
        credentials.grant(sitting.username(), evidence, why);
        credentials.grant(sitting.username(), proficiency, why);
        if (holdsAsLong(sitting.username(), competency, today)) {
            consequences.add("%s is held already, and longer.".formatted(competency.name()));
        } else if (isRevoked(sitting.username(), competency)) {
            consequences.add("%s was revoked and stays so; an officer decides.".formatted(competency.name()));
        } else {
            credentials.grant(sitting.username(), competency, why);
            consequences.add("%s holds until %s.".formatted(competency.name(), lastDay));
        }
        suspendedOthers(sitting.username(), competency)
                .forEach(one -> consequences.add("%s stays suspended; an officer may lift it.".formatted(one.name())));
        consequences.add("Proficiency with %s: %d of 100.".formatted(test.model(), marks.proficiencyPercent()));
        return new Result(marks, true, List.of(), consequences, List.of(), certificate, at, digest);
    }

    private static String shortened(Sitting sitting) {
        var id = sitting.id().toString();
        return id.substring(id.length() - NUMBER_LENGTH);
    }

    private boolean holdsAsLong(String username, Competency wanted, LocalDate today) {
        return credentials.competencies(username).stream()
                .anyMatch(one -> one.key().equals(wanted.key())
                        && one.standingOn(today) == Standing.ACTIVE
                        && !one.validTo().isBefore(wanted.validTo()));
    }

    private boolean isRevoked(String username, Competency wanted) {
        return credentials.competencies(username).stream()
                .anyMatch(one -> one.key().equals(wanted.key()) && one.standing() == Standing.REVOKED);
    }

    /** Of the same modality and region, for other ages or with another subspecialty. */
    private List<Competency> suspendedOthers(String username, Competency wanted) {
        return credentials.competencies(username).stream()
                .filter(one -> one.modality().equals(wanted.modality())
                        && one.bodyRegion().equals(wanted.bodyRegion())
                        && !one.key().equals(wanted.key()))
                .filter(one -> one.standing() == Standing.SUSPENDED)
                .toList();
    }

    private Result failed(
            Sitting sitting,
            PracticalTest test,
            Marks marks,
            List<String> failures,
            LocalDate today,
            Instant at,
            String digest) {
        var earned = test.earned();
        List<Competency> suspended = earned.closes()
                ? credentials.suspend(
                        sitting.username(),
                        earned.modality(),
                        earned.bodyRegion(),
                        "did not pass the practical test " + test.id())
                : List.of();
        var consequences = new ArrayList<String>();
        suspended.forEach(one -> consequences.add(one.name() + " is suspended."));
        if (earned.closes()) {
            stillHeld(sitting.username(), earned, today)
                    .forEach(one -> consequences.add("The wider %s still allows it.".formatted(one.name())));
        }
        if (consequences.isEmpty()) {
            consequences.add("Nothing in the passport changes.");
        }
        return new Result(
                marks,
                false,
                failures,
                consequences,
                suspended.stream().map(Competency::key).toList(),
                "",
                at,
                digest);
    }

    private List<Competency> stillHeld(String username, Earned earned, LocalDate today) {
        return credentials.competencies(username).stream()
                .filter(one -> one.standingOn(today) == Standing.ACTIVE)
                .filter(one -> one.covers(earned.modality(), earned.bodyRegion()))
                .toList();
    }
}
