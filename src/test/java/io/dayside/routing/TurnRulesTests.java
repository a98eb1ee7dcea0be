package io.dayside.routing;

import static io.dayside.routing.RoutingFixtures.BEGIN;
import static io.dayside.routing.RoutingFixtures.END;
import static io.dayside.routing.RoutingFixtures.NOW;
import static io.dayside.routing.RoutingFixtures.headCt;
import static io.dayside.routing.RoutingFixtures.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.CaseId;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turn;
import io.dayside.collaboration.Workflow;
import io.dayside.routing.EligibilityRules.Question;
import io.dayside.routing.RuleVerdict.Rule;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Standing;
import io.dayside.workforce.Subspecialty;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that ask whose turn it is. */
class TurnRulesTests {

    private static final String NEURO = "NEURORADIOLOGY";
    private static final Set<CaseId> NOTHING = Set.of();
    private static final Set<CaseId> IT = Set.of(headCt().id());

    @Test
    void nobodyReadsACaseTwice() {
        var turn = turn(Workflow.DOUBLE, Role.SECOND, "reader");

        assertThat(verdict(Rule.SECOND_READER, reader(), turn, NOTHING))
                .isEqualTo(new RuleVerdict(Rule.SECOND_READER, false, "Has read this case"));
        assertThat(verdict(Rule.SECOND_READER, reader(), turn(Workflow.DOUBLE, Role.SECOND, "other"), NOTHING))
                .isEqualTo(new RuleVerdict(Rule.SECOND_READER, true, "Has not read this case"));
        assertThat(verdict(Rule.SECOND_READER, reader(), Turn.ONLY, NOTHING))
                .isEqualTo(new RuleVerdict(Rule.SECOND_READER, true, "Nobody has read this case"));
    }

    @Test
    void whoeverHoldsBothReadingsMayCompareThem() {
        var turn = turn(Workflow.DOUBLE, Role.CONSENSUS, "reader");

        assertThat(verdict(Rule.SECOND_READER, reader(), turn, IT).allowed()).isTrue();
        assertThat(verdict(Rule.SECOND_READER, reader(), turn, NOTHING).allowed())
                .isFalse();
    }

    @Test
    void whoReadItSecondComparesAloneAtFirstAndThenBesideOthers() {
        var compares =
                new RuleVerdict(Rule.SECOND_READER, true, "Has read this case second and compares the two readings");

        assertThat(verdict(Rule.SECOND_READER, reader(), compared(Set.of("reader"), Set.of()), NOTHING))
                .isEqualTo(compares);
        assertThat(verdict(Rule.SECOND_READER, reader(), compared(Set.of("other"), Set.of()), NOTHING))
                .isEqualTo(new RuleVerdict(Rule.SECOND_READER, false, "Has read this case"));
        assertThat(verdict(Rule.SECOND_READER, reader(), compared(Set.of(), Set.of("reader")), NOTHING))
                .isEqualTo(compares);
        assertThat(verdict(Rule.SECOND_READER, reader(), compared(Set.of(), Set.of("other")), NOTHING)
                        .allowed())
                .isFalse();
    }

    @Test
    void nobodyElseIsGivenWhatIsStillToBeCompared() {
        var turn = new Turn(
                Workflow.DOUBLE,
                Role.CONSENSUS,
                Set.of("other", "another"),
                "rule",
                "",
                true,
                Duration.ZERO,
                NOW,
                null,
                Set.of("other"),
                Set.of());

        assertThat(verdict(Rule.SECOND_READER, reader(), turn, NOTHING))
                .isEqualTo(new RuleVerdict(
                        Rule.SECOND_READER, false, "Who read it second compares the two readings first"));
    }

    @Test
    void onlyTheTwoSettleItAndNobodyAnswersThemselves() {
        assertThat(verdict(Rule.SECOND_READER, reader(), settled(Role.JOINT, Set.of("reader", "other")), NOTHING))
                .isEqualTo(new RuleVerdict(Rule.SECOND_READER, true, "Is one of the two who settle it"));
        assertThat(verdict(Rule.SECOND_READER, reader(), settled(Role.AGREEMENT, Set.of("other")), NOTHING))
                .isEqualTo(new RuleVerdict(
                        Rule.SECOND_READER, false, "Has proposed the joint report, the other reader answers it"));
        var others = new Turn(
                Workflow.DOUBLE,
                Role.JOINT,
                Set.of("other", "another"),
                "rule",
                "",
                true,
                Duration.ofHours(1),
                NOW,
                null,
                Set.of("other", "another"),
                Set.of());
        assertThat(verdict(Rule.SECOND_READER, reader(), others, NOTHING))
                .isEqualTo(
                        new RuleVerdict(Rule.SECOND_READER, false, "The two who have read it settle it between them"));
    }

    @Test
    void whoWasAskedForAnOpinionReadsNothingIndependently() {
        var asked = turn(Workflow.DOUBLE, Role.SECOND, "other").asking(Set.of("reader"));

        assertThat(verdict(Rule.SECOND_READER, reader(), asked, NOTHING))
                .isEqualTo(new RuleVerdict(
                        Rule.SECOND_READER,
                        false,
                        "Was asked for an opinion on this case, which is read independently"));
        assertThat(asked.barred()).containsExactlyInAnyOrder("other", "reader");
        for (var turn : List.of(Turn.ONLY, turn(Workflow.SUPERVISED, Role.ATTENDING, "other"), overRead("", "other"))) {
            assertThat(verdict(Rule.SECOND_READER, reader(), turn.asking(Set.of("reader")), NOTHING)
                            .allowed())
                    .as("%s", turn)
                    .isTrue();
        }
    }

    @Test
    void neitherShiftNorCapacityMattersToWhoIsAsked() {
        var unlicensed = reader(List.of(), reader().privileges(), reader().competencies(), List.of());
        var full = reader(reader().licences(), reader().privileges(), reader().competencies(), List.of());
        var others = Stream.generate(() -> new CaseId(headCt().id().tenant(), UUID.randomUUID()))
                .limit(full.capacity())
                .collect(Collectors.toSet());

        assertThat(EligibilityRules.verdicts(question(full, Turn.ONLY, others)))
                .filteredOn(verdict -> !verdict.allowed())
                .extracting(RuleVerdict::rule)
                .containsExactly(Rule.ON_SHIFT, Rule.CAPACITY);
        assertThat(EligibilityRules.lastingRefusals(question(full, Turn.ONLY, others)))
                .isEmpty();
        assertThat(EligibilityRules.lastingRefusals(question(unlicensed, Turn.ONLY, others)))
                .extracting(RuleVerdict::rule)
                .containsExactly(Rule.LICENCE);
        assertThat(EligibilityRules.lastingRefusals(
                        question(full, turn(Workflow.DOUBLE, Role.SECOND, "reader"), NOTHING)))
                .extracting(RuleVerdict::rule)
                .containsExactly(Rule.SECOND_READER);
    }

    @Test
    void aResidentReadsFirstWhereAnAttendingReadsAfterThem() {
        var resident = reader().asResident();

        assertThat(supervisor(resident, turn(Workflow.SUPERVISED, Role.FIRST)))
                .isEqualTo(new RuleVerdict(Rule.SUPERVISOR, true, "Is a resident, an attending reads after them"));
        assertThat(supervisor(resident, turn(Workflow.SUPERVISED, Role.ATTENDING, "other")))
                .isEqualTo(new RuleVerdict(Rule.SUPERVISOR, false, "Is a resident, an attending is asked for"));
        for (var turn : List.of(
                Turn.ONLY,
                turn(Workflow.DOUBLE, Role.FIRST),
                turn(Workflow.DOUBLE, Role.SECOND, "other"),
                turn(Workflow.OVER_READ, Role.OVER_READER, "other"))) {
            assertThat(supervisor(resident, turn))
                    .isEqualTo(new RuleVerdict(Rule.SUPERVISOR, false, "Is a resident, no attending reads after them"));
        }
        assertThat(supervisor(reader(), turn(Workflow.SUPERVISED, Role.ATTENDING, "other")))
                .isEqualTo(new RuleVerdict(Rule.SUPERVISOR, true, "Is no resident"));
    }

    @Test
    void whoReadsOverHasTheSubspecialtyAndNotJustAny() {
        var turn = overRead(NEURO, "other");

        assertThat(verdict(Rule.OVER_READER, reader(), turn, NOTHING))
                .isEqualTo(new RuleVerdict(Rule.OVER_READER, false, "Not competent in NEURORADIOLOGY for CT HEAD"));
        assertThat(verdict(Rule.OVER_READER, with(NEURO, END), turn, NOTHING))
                .isEqualTo(new RuleVerdict(Rule.OVER_READER, true, "Competent in NEURORADIOLOGY for CT HEAD"));
        assertThat(verdict(Rule.OVER_READER, with(NEURO, BEGIN), turn, NOTHING).allowed())
                .as("expired")
                .isFalse();
    }

    @Test
    void noManagerPassesThemOver() {
        assertThat(Exemption.PASSED_OVER).doesNotContain(Rule.SECOND_READER, Rule.SUPERVISOR, Rule.OVER_READER);
    }

    /** The order may know no other turns than the rules that are asked before a case is given out. */
    @Test
    void theOrderKnowsWhatTheRulesSay() {
        var random = new Random(11);
        int allowed = 0;
        for (int i = 0; i < 2_000; i++) {
            var person = with(random.nextBoolean() ? NEURO : "BREAST", random.nextInt(3) > 0 ? END : BEGIN);
            var specialist = random.nextInt(3) == 0 ? person.asResident() : person;
            var turn = any(random);
            boolean byRules = Stream.of(
                            Rule.LICENCE,
                            Rule.PRIVILEGE,
                            Rule.COMPETENCY,
                            Rule.SECOND_READER,
                            Rule.SUPERVISOR,
                            Rule.OVER_READER)
                    .allMatch(rule -> verdict(rule, specialist, turn, NOTHING).allowed());
            var papers = new Papers();
            papers.put(specialist);
            assertThat(papers.allow(
                            "reader",
                            WaitingWork.of(headCt(), null, turn).need(),
                            LocalDate.ofInstant(NOW, ZoneOffset.UTC)))
                    .as("%s, %s", specialist, turn)
                    .isEqualTo(byRules);
            allowed += byRules ? 1 : 0;
        }
        assertThat(allowed).isBetween(200, 1_800);
    }

    @Test
    void whatIsReadOverWaitsByItsOwnPromise() {
        var waiting = WaitingWork.of(headCt(), null, overRead("", "other"));

        assertThat(waiting.since()).isEqualTo(NOW);
        assertThat(waiting.dueAt()).isEqualTo(NOW.plus(Duration.ofHours(12)));
        assertThat(waiting.target()).isEqualTo(Duration.ofHours(12));
        assertThat(waiting.ordered()).isEqualTo(ReadingClass.ROUTINE);
        assertThat(waiting.flag()).isNull();
    }

    private static Turn any(Random random) {
        var reader = random.nextInt(4) == 0 ? "reader" : "other";
        return switch (random.nextInt(10)) {
            case 0 -> Turn.ONLY;
            case 1 -> turn(Workflow.SUPERVISED, Role.FIRST);
            case 2 -> turn(Workflow.SUPERVISED, Role.ATTENDING, reader);
            case 3 ->
                turn(Workflow.DOUBLE, Role.SECOND, reader)
                        .asking(random.nextBoolean() ? Set.of("reader") : Set.of("another"));
            case 4 -> turn(Workflow.DOUBLE, Role.CONSENSUS, reader, "another");
            case 5 -> settled(Role.JOINT, Set.of(reader, "another"));
            case 6 -> settled(Role.AGREEMENT, Set.of(random.nextBoolean() ? reader : "another"));
            case 7 -> compared(Set.of(reader), Set.of());
            case 8 -> compared(Set.of(), Set.of(reader));
            default -> overRead(random.nextBoolean() ? NEURO : "", reader);
        };
    }

    private static Turn turn(Workflow workflow, Role role, String... readBy) {
        return new Turn(workflow, role, Set.of(readBy), "rule", "", true, Duration.ZERO, null, null);
    }

    private static Turn compared(Set<String> only, Set<String> again) {
        return new Turn(
                Workflow.DOUBLE,
                Role.CONSENSUS,
                Set.of("reader", "other"),
                "rule",
                "",
                true,
                Duration.ZERO,
                NOW,
                null,
                only,
                again);
    }

    private static Turn settled(Role role, Set<String> only) {
        return new Turn(
                Workflow.DOUBLE,
                role,
                Set.of("reader", "other", "another"),
                "rule",
                "",
                true,
                Duration.ofHours(1),
                NOW,
                null,
                only,
                Set.of());
    }

    private static Turn overRead(String subspecialty, String readBy) {
        return new Turn(
                Workflow.OVER_READ,
                Role.OVER_READER,
                Set.of(readBy),
                "rule",
                subspecialty,
                true,
                Duration.ZERO,
                NOW,
                NOW.plus(Duration.ofHours(12)));
    }

    private static Specialist with(String subspecialty, LocalDate until) {
        var competency = new Competency("CT", "HEAD", Ages.ANY, subspecialty, Standing.ACTIVE, BEGIN, until, List.of());
        return reader(
                reader().licences(),
                reader().privileges(),
                List.of(new Competency("CT", "HEAD"), competency),
                reader().shifts());
    }

    private static RuleVerdict supervisor(Specialist specialist, Turn turn) {
        return verdict(Rule.SUPERVISOR, specialist, turn, NOTHING);
    }

    private static RuleVerdict verdict(Rule rule, Specialist specialist, Turn turn, Set<CaseId> held) {
        return EligibilityRules.verdict(rule, question(specialist, turn, held));
    }

    private static Question question(Specialist specialist, Turn turn, Set<CaseId> held) {
        return new Question(
                headCt(),
                "Harbour Clinic",
                Subspecialty.NONE,
                specialist,
                held,
                ContractUse.NONE,
                NOW,
                Optional.empty(),
                turn);
    }
}
