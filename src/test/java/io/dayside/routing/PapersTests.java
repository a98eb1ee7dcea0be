package io.dayside.routing;

import static io.dayside.routing.RoutingFixtures.BEGIN;
import static io.dayside.routing.RoutingFixtures.END;
import static io.dayside.routing.RoutingFixtures.HARBOUR;
import static io.dayside.routing.RoutingFixtures.NOW;
import static io.dayside.routing.RoutingFixtures.headCt;
import static io.dayside.routing.RoutingFixtures.headCtOfSomebodyBorn;
import static io.dayside.routing.RoutingFixtures.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.collaboration.Turn;
import io.dayside.routing.EligibilityRules.Question;
import io.dayside.routing.RuleVerdict.Rule;
import io.dayside.routing.engine.Need;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Standing;
import io.dayside.workforce.Subspecialty;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PapersTests {

    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

    /** The order may know no other papers than the rules that are asked before a case is given out. */
    @Test
    void allowWhatTheLastingRulesAllow() {
        var random = new Random(3);
        int allowed = 0;
        for (int i = 0; i < 6_000; i++) {
            var specialist = any(random);
            var work = headCtOfSomebodyBorn(
                    any(random, null, TODAY.minusYears(50), TODAY.minusYears(5), TODAY.minusDays(9)));
            var asked = any(
                    random,
                    Subspecialty.NONE,
                    new Subspecialty("NEURORADIOLOGY", true),
                    new Subspecialty("NEURORADIOLOGY", false));
            boolean byRules = Stream.of(Rule.LICENCE, Rule.PRIVILEGE, Rule.COMPETENCY, Rule.CONTRACT)
                    .allMatch(rule -> EligibilityRules.verdict(
                                    rule,
                                    new Question(
                                            work,
                                            "Harbour Clinic",
                                            asked,
                                            specialist,
                                            Set.of(),
                                            ContractUse.NONE,
                                            NOW,
                                            Optional.empty(),
                                            Turn.ONLY))
                            .allowed());
            assertThat(papers(specialist)
                            .allow(
                                    "reader",
                                    WaitingWork.of(work, null, Duration.ZERO, Turn.ONLY, asked)
                                            .need(),
                                    TODAY))
                    .as("%s, %s", specialist, work.patientBirthDate())
                    .isEqualTo(byRules);
            allowed += byRules ? 1 : 0;
        }
        assertThat(allowed).isBetween(100, 5_900);
    }

    @Test
    void nobodyUnknownMayRead() {
        assertThat(new Papers().allow("reader", need(), TODAY)).isFalse();
    }

    @Test
    void theMorePreciseTheCompetencyTheBetterTheFit() {
        assertThat(fit(new Competency("CT", "HEAD"), new Competency("*", "*"))).isEqualTo(1);
        assertThat(fit(new Competency("CT", "*"))).isEqualTo(0.5);
        assertThat(fit(new Competency("*", "*"))).isZero();
        assertThat(fit(new Competency("MR", "HEAD"))).isZero();
    }

    @Test
    void whoHasTheSubspecialtyThatIsAskedForFitsBetter() {
        var neuro = new Competency("CT", "*", Ages.ANY, "NEURORADIOLOGY", Standing.ACTIVE, BEGIN, END, List.of());
        var need = WaitingWork.of(headCt(), null, Duration.ZERO, Turn.ONLY, new Subspecialty("NEURORADIOLOGY", false))
                .need();

        assertThat(fit(need, neuro)).isEqualTo(0.75);
        assertThat(fit(need, new Competency("CT", "HEAD"))).isEqualTo(0.5);
        assertThat(fit(neuro)).isEqualTo(0.5);
    }

    @Test
    void whatDoesNotHoldMakesNoFit() {
        var suspended =
                new Competency("CT", "HEAD", Ages.ANY, Competency.ANY, Standing.SUSPENDED, BEGIN, END, List.of());
        var children = new Competency("CT", "HEAD", Ages.CHILD, Competency.ANY, Standing.ACTIVE, BEGIN, END, List.of());
        assertThat(fit(suspended, children, new Competency("CT", "*"))).isEqualTo(0.5);
    }

    private static double fit(Competency... competencies) {
        return fit(need(), competencies);
    }

    private static double fit(Need need, Competency... competencies) {
        return papers(reader(List.of(), List.of(), List.of(competencies), List.of()))
                .fit("reader", need);
    }

    private static Papers papers(Specialist specialist) {
        var papers = new Papers();
        papers.put(specialist);
        return papers;
    }

    private static Need need() {
        return WaitingWork.of(headCt(), null).need();
    }

    private static Specialist any(Random random) {
        var free = free(random);
        return random.nextBoolean()
                ? free
                : free.under(new Contract(
                        42,
                        10,
                        80,
                        any(random, List.of(), List.of(HARBOUR), List.of(new TenantId("northgate"))),
                        BEGIN,
                        lastDay(random)));
    }

    private static Specialist free(Random random) {
        return reader(
                List.of(
                        new Licence(any(random, "GB", "IE"), "1", standing(random), BEGIN, lastDay(random)),
                        new Licence(any(random, "GB", "IE"), "2", standing(random), BEGIN, lastDay(random))),
                List.of(new Privilege(
                        any(random, HARBOUR, new TenantId("northgate")), standing(random), BEGIN, lastDay(random))),
                List.of(competency(random), competency(random)),
                List.of());
    }

    private static Competency competency(Random random) {
        return new Competency(
                any(random, "CT", "*", "CR"),
                any(random, "HEAD", "*", "CHEST"),
                any(random, Ages.values()),
                any(random, Competency.ANY, "NEURORADIOLOGY"),
                standing(random),
                BEGIN,
                lastDay(random),
                List.of());
    }

    private static Standing standing(Random random) {
        return random.nextInt(3) > 0 ? Standing.ACTIVE : any(random, Standing.values());
    }

    private static LocalDate lastDay(Random random) {
        return any(random, END, END, END, TODAY, TODAY.minusDays(1));
    }

    @SafeVarargs
    private static <T extends @Nullable Object> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
