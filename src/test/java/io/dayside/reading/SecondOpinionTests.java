package io.dayside.reading;

import static io.dayside.reading.ReadingDoubles.HARBOUR;
import static io.dayside.reading.ReadingDoubles.NORTHGATE;
import static io.dayside.reading.ReadingDoubles.PASSWORD;
import static io.dayside.reading.ReadingDoubles.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dayside.archive.StudyRef;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.TransitionRefused;
import io.dayside.collaboration.Comparison;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.Opinion.State;
import io.dayside.collaboration.OpinionOutcome;
import io.dayside.collaboration.OpinionOutcome.Done;
import io.dayside.collaboration.OpinionOutcome.Invalid;
import io.dayside.collaboration.OpinionOutcome.Refused;
import io.dayside.collaboration.Radpeer;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.imaging.StudyAccess;
import io.dayside.notices.Notice;
import io.dayside.notices.Notices;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.ReadingRoom.SignOutcome.Signed;
import io.dayside.routing.Colleague;
import io.dayside.routing.LeaseOutcome;
import io.dayside.routing.RuleVerdict;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.TestServices;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** A colleague is asked while the case stays where it is: who, what they see and until when, and what is kept. */
@SpringBootTest(classes = ReadingTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SecondOpinionTests {

    private static final String QUESTION = "Is this subdural older than a week?";

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    private ApplicationContext context;

    @Autowired
    private SecondOpinions opinions;

    @Autowired
    private OpinionsApi api;

    @Autowired
    private ReadingRoom room;

    @Autowired
    private ReportReader reader;

    @Autowired
    private StudyAccess access;

    @Autowired
    private Notices notices;

    @Autowired
    private JdbcClient jdbc;

    private ReadingFixture at;

    @BeforeEach
    void open() {
        at = new ReadingFixture(context);
        be("okafor");
    }

    @AfterEach
    void leave() {
        be("okafor");
        at.inTransaction(() -> jdbc.sql("delete from second_reading_policy").update());
        SecurityContextHolder.clearContext();
    }

    @Test
    void aColleagueSeesTheCaseUntilTheyHaveAnsweredAndTheAskerKeepsIt() throws Exception {
        var id = at.held("okafor");
        room.judge(id, at.flagged(id).id(), new Judgement.Accepted());
        room.saveDraft(id, "Right frontal haemorrhage.", "Acute haemorrhage.");
        var study = study(id);
        assertThat(maySee("lindqvist", study)).isFalse();

        var opinion = asked(id, "okafor", "lindqvist");
        assertThat(maySee("lindqvist", study)).isTrue();
        assertThat(maySee("haddad", study)).as("who was not asked").isFalse();
        be("lindqvist");
        assertThat(opinions.waiting())
                .extracting(waiting -> waiting.opinion().id())
                .contains(opinion.id());
        var seen = opinions.open(NORTHGATE, opinion.id());
        assertThat(seen.opinion().question()).isEqualTo(QUESTION);
        assertThat(seen.claims()).hasSize(2);
        assertThat(seen.claims())
                .as("what the asker decided stays theirs")
                .extracting(Claim::judgement)
                .containsOnly(new Judgement.Undecided());
        assertThatThrownBy(() -> room.saveDraft(id, "mine", "mine")).isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> room.open(id)).isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> reader.read(id)).isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> opinions.of(id)).isInstanceOf(CaseNotHeld.class);

        assertThat(opinions.answer(NORTHGATE, opinion.id(), " Ten days at least. "))
                .isInstanceOf(Done.class);
        assertThat(maySee("lindqvist", study)).isFalse();
        be("lindqvist");
        assertThat(opinions.waiting())
                .extracting(waiting -> waiting.opinion().id())
                .doesNotContain(opinion.id());
        var over = catchThrowableOfType(OpinionEnded.class, () -> opinions.open(NORTHGATE, opinion.id()));
        assertThat(over.opinion().state()).isEqualTo(State.ANSWERED);

        be("okafor");
        assertThat(opinions.of(id))
                .extracting(Opinion::state, Opinion::words, Opinion::version)
                .containsExactly(tuple(State.ANSWERED, "Ten days at least.", 2));
        assertThat(room.open(id).draft().impression())
                .as("the report is theirs")
                .isEqualTo("Acute haemorrhage.");
        assertThat(at.trailed(id, "OPINION_ADVANCED"))
                .as("asked, opened, answered")
                .isEqualTo(3);
        assertThat(told("lindqvist", id)).containsExactly(Notice.Kind.OPINION_ASKED);
        assertThat(told("okafor", id)).containsExactly(Notice.Kind.OPINION_GIVEN);
    }

    @Test
    void whatWasSaidIsReadBelowTheSignedReport() {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        be("lindqvist");
        opinions.decline(NORTHGATE, opinion.id(), "I know the patient.");
        be("okafor");
        at.finish(id);
        assertThat(room.sign(id, PASSWORD)).isInstanceOf(Signed.class);

        assertThat(opinions.of(id))
                .extracting(Opinion::state, Opinion::words)
                .containsExactly(tuple(State.DECLINED, "I know the patient."));
        assertThat(told("okafor", id)).containsExactly(Notice.Kind.OPINION_GIVEN);
    }

    @Test
    void theTrailTellsWhoAskedWhomAndNotWhat() {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        be("lindqvist");
        opinions.answer(NORTHGATE, opinion.id(), "Ten days at least.");

        assertThat(at.inTransaction(() -> jdbc.sql("""
                select details::text from audit_event join audit_detail using (tenant_id, seq)
                where action = 'OPINION_ADVANCED' and object = :case""")
                        .param("case", "case:" + id.id())
                        .query(String.class)
                        .list()))
                .hasSize(2)
                .allSatisfy(details -> assertThat(details)
                        .contains("okafor", "lindqvist")
                        .doesNotContain("subdural")
                        .doesNotContain("Ten days"));
    }

    @Test
    void signingWithdrawsWhatIsOpen() {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        be("okafor");
        at.finish(id);
        assertThat(room.sign(id, PASSWORD)).isInstanceOf(Signed.class);

        assertThat(maySee("lindqvist", study(id))).isFalse();
        be("lindqvist");
        assertThat(over(opinion))
                .extracting(Opinion::state, Opinion::words)
                .containsExactly(State.WITHDRAWN, "the report was signed");
        assertThat(opinions.answer(NORTHGATE, opinion.id(), "Too late."))
                .isEqualTo(new Refused("It was withdrawn meanwhile."));
        assertThat(told("lindqvist", id))
                .containsExactlyInAnyOrder(Notice.Kind.OPINION_ASKED, Notice.Kind.OPINION_WITHDRAWN);
    }

    @Test
    void givingBackWithdrawsWhatIsOpen() {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        at.leases.release(id, "okafor", "given back unread");

        assertThat(maySee("lindqvist", study(id))).isFalse();
        be("lindqvist");
        assertThat(over(opinion))
                .extracting(Opinion::state, Opinion::words)
                .containsExactly(State.WITHDRAWN, "the asker holds the case no longer");
        at.take(id, "haddad");
        assertThat(opinions.of(id))
                .as("who holds it next reads what came of it")
                .hasSize(1);
    }

    @Test
    void soDoesPuttingTheCaseOnHold() throws TransitionRefused {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        at.cases.advance(id, CaseState.ON_HOLD, "QUESTION_TO_HOSPITAL");
        be("lindqvist");
        assertThat(over(opinion).state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void aLeaseThatRanOutGivesNothingToSeeBeforeAnybodyHasNotedIt() {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        at.inTransaction(() -> jdbc.sql("update lease set until = now() - interval '1 minute' where case_id = :case")
                .param("case", id.id())
                .update());

        assertThat(maySee("lindqvist", study(id))).isFalse();
        be("lindqvist");
        assertThat(opinions.waiting())
                .extracting(waiting -> waiting.opinion().id())
                .doesNotContain(opinion.id());
        assertThat(opinions.answer(NORTHGATE, opinion.id(), "Ten days."))
                .isEqualTo(new Refused("The asker holds the case no longer."));
        assertThat(over(opinion).open()).isTrue();
        be("okafor");
        assertThatThrownBy(() -> opinions.ask(id, "haddad", QUESTION)).isInstanceOf(CaseNotHeld.class);
    }

    @Test
    void whoAsksMayThinkBetterOfIt() {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        be("okafor");
        assertThat(opinions.withdraw(NORTHGATE, opinion.id())).isInstanceOf(Done.class);
        assertThat(opinions.withdraw(NORTHGATE, opinion.id())).isEqualTo(new Refused("It was withdrawn meanwhile."));
        assertThat(maySee("lindqvist", study(id))).isFalse();
        assertThat(asked(id, "okafor", "lindqvist").id()).as("and ask again").isNotEqualTo(opinion.id());
    }

    @Test
    void onlyThreeAreAskedAtATimeEachOnce() {
        var id = at.held("okafor");
        asked(id, "okafor", "lindqvist");
        be("okafor");
        assertThat(opinions.ask(id, "lindqvist", QUESTION)).isEqualTo(new Refused("This colleague is asked already."));
        asked(id, "okafor", "haddad");
        var third = asked(id, "okafor", "ito");
        be("okafor");
        // Nobody else of the staff may read it: a fourth is somebody who has left since.
        assertThat(at.inTransaction(() -> jdbc.sql("""
                insert into opinion (tenant_id, id, case_id, asker, asked, question, asked_at, state, version)
                select tenant_id, :id, case_id, asker, 'fourth', question, asked_at, 'ASKED', 1
                from opinion where id = :third""")
                        .param("id", Ids.next())
                        .param("third", third.id())
                        .update()))
                .isEqualTo(1);
        opinions.withdraw(NORTHGATE, third.id());
        assertThat(opinions.ask(id, "ito", QUESTION))
                .isEqualTo(new Refused("3 colleagues are asked already. Withdraw one request, or wait for an answer."));
    }

    @Test
    void whoMayNotReadTheCaseMayNotBeAsked() {
        var id = at.held("okafor");
        assertThat(opinions.colleagues(id))
                .extracting(one -> one.specialist().username())
                .doesNotContain("okafor");
        assertThat(opinions.colleagues(id))
                .filteredOn(one -> one.specialist().username().equals("novak"))
                .singleElement()
                .extracting(Colleague::refusals)
                .asInstanceOf(InstanceOfAssertFactories.list(RuleVerdict.class))
                .extracting(RuleVerdict::reason)
                .containsExactly("Is a resident, no attending reads after them");
        assertThat(opinions.ask(id, "novak", QUESTION))
                .isEqualTo(new Refused("Dr novak may not be asked: Is a resident, no attending reads after them."));
        var britain = at.ready(HARBOUR, ReadingFixture.UNCOMPRESSED);
        at.take(britain, "lindqvist");
        assertThat(opinions.colleagues(britain)).noneMatch(Colleague::mayBeAsked);
        assertThat(opinions.ask(britain, "haddad", QUESTION))
                .isEqualTo(new Refused("Dr haddad may not be asked: No licence for GB."));
        assertThat(opinions.ask(britain, "lindqvist", QUESTION))
                .isEqualTo(new Invalid("asked", "must name a colleague"));
        assertThat(opinions.ask(britain, "nobody", QUESTION)).isEqualTo(new Invalid("asked", "must name a colleague"));
    }

    @Test
    void ofTwoWhoReadIndependentlyNeitherIsAskedByTheOther() {
        twoRead();
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "haddad");
        be("okafor");
        at.finish(id);
        room.sign(id, PASSWORD);

        assertThat(refusals(id, "haddad"))
                .as("whoever knows what the first reader asked is not the second")
                .containsExactly("Was asked for an opinion on this case, which is read independently");
        be("haddad");
        assertThat(over(opinion).state()).isEqualTo(State.WITHDRAWN);
        at.take(id, "lindqvist");
        assertThat(opinions.of(id)).as("what the first reader asked").isEmpty();
        assertThat(opinions.ask(id, "okafor", QUESTION))
                .isEqualTo(new Refused("Dr okafor may not be asked: Has read this case."));
        asked(id, "lindqvist", "ito");
        be("okafor");
        assertThat(opinions.of(id))
                .as("each their own")
                .extracting(Opinion::asked)
                .containsExactly("haddad");
    }

    @Test
    void signingOneOfTwoReadingsWithdrawsToo() {
        twoRead();
        var id = at.held("okafor");
        at.finish(id);
        room.sign(id, PASSWORD);
        at.take(id, "lindqvist");
        var opinion = asked(id, "lindqvist", "haddad");
        be("lindqvist");
        at.finish(id);
        room.sign(id, PASSWORD);

        assertThat(at.leases.current(id)).as("to compare").isPresent();
        be("haddad");
        assertThat(over(opinion).words()).isEqualTo("the report was signed");
        be("lindqvist");
        room.compare(
                id, new Comparison(Radpeer.AGREE, "", room.open(id).second().newestSeen()));
        room.sign(id, PASSWORD);
        be("okafor");
        assertThat(opinions.of(id)).as("once both are done").hasSize(1);
    }

    @Test
    void somebodyIsLeftToReadIndependently() {
        twoRead();
        var id = at.held("okafor");
        asked(id, "okafor", "haddad");
        asked(id, "okafor", "ito");
        be("okafor");
        assertThat(opinions.ask(id, "lindqvist", QUESTION))
                .isEqualTo(new Refused("Nobody but Dr lindqvist could read this case independently after you."));
    }

    @Test
    void whoDoesNotHoldTheCaseAsksNobody() throws Exception {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        be("haddad");
        assertThatThrownBy(() -> opinions.ask(id, "ito", QUESTION)).isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> opinions.colleagues(id)).isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> opinions.of(id)).isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> opinions.open(NORTHGATE, opinion.id())).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> opinions.answer(NORTHGATE, opinion.id(), "mine"))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> opinions.withdraw(NORTHGATE, opinion.id())).isInstanceOf(NoSuchElementException.class);
        be("lindqvist");
        assertThatThrownBy(() -> opinions.ask(id, "ito", QUESTION)).isInstanceOf(CaseNotHeld.class);
        assertThatThrownBy(() -> opinions.withdraw(NORTHGATE, opinion.id()))
                .as("the asked does not take back what the asker asked")
                .isInstanceOf(NoSuchElementException.class);
        be("okafor");
        assertThatThrownBy(() -> opinions.answer(NORTHGATE, opinion.id(), "mine"))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aRequestOfAnotherHospitalDoesNotExist() throws Exception {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        callOnlyAt("lindqvist", HARBOUR);

        assertThat(opinions.waiting()).isEmpty();
        assertThatThrownBy(() -> opinions.open(NORTHGATE, opinion.id())).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> opinions.open(HARBOUR, opinion.id())).isInstanceOf(NoSuchElementException.class);
        assertThat(at.inTransaction(() -> jdbc.sql("select count(*) from opinion where id = :id")
                        .param("id", opinion.id())
                        .query(Integer.class)
                        .single()))
                .isZero();
        assertThat(at.inTransaction(() -> jdbc.sql("update opinion set question = 'mine' where id = :id")
                        .param("id", opinion.id())
                        .update()))
                .isZero();
        perform(get("/api/opinions/northgate/" + opinion.id()))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
        perform(answer("northgate", opinion.id(), "Ten days.")).andExpect(status().isNotFound());
        perform(answer("harbour", opinion.id(), "Ten days.")).andExpect(status().isNotFound());
        perform(get("/api/cases/northgate/" + id.id() + "/opinions")).andExpect(status().isNotFound());
        assertThatThrownBy(() -> at.inTransaction(() -> jdbc.sql("""
                insert into opinion (tenant_id, id, case_id, asker, asked, question, asked_at, state, version)
                values ('northgate', :id, :case, 'a', 'b', 'why?', now(), 'ASKED', 1)""")
                        .param("id", Ids.next())
                        .param("case", id.id())
                        .update()))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void whatWasSaidIsNotAltered() {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");
        be("lindqvist");
        opinions.answer(NORTHGATE, opinion.id(), "Ten days at least.");

        assertThatThrownBy(() -> at.inTransaction(() -> jdbc.sql("update opinion set words = 'x' where id = :id")
                        .param("id", opinion.id())
                        .update()))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("not altered");
        assertThatThrownBy(() ->
                        at.inTransaction(() -> jdbc.sql("delete from opinion").update()))
                .isInstanceOf(DataAccessException.class);
    }

    @RepeatedTest(8)
    void ofAnAnswerAndAWithdrawalAtOnceOneWins() throws Exception {
        var id = at.held("okafor");
        var opinion = asked(id, "okafor", "lindqvist");

        var outcomes = atOnce(
                () -> {
                    be("lindqvist");
                    return opinions.answer(NORTHGATE, opinion.id(), "Ten days at least.");
                },
                () -> {
                    be("okafor");
                    return opinions.withdraw(NORTHGATE, opinion.id());
                });

        assertThat(outcomes).filteredOn(Done.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Refused.class::isInstance).hasSize(1);
        var winner = outcomes.stream()
                .flatMap(outcome -> outcome instanceof Done(var done) ? Stream.of(done) : Stream.<Opinion>empty())
                .findFirst()
                .orElseThrow();
        be("okafor");
        assertThat(opinions.of(id)).singleElement().satisfies(kept -> {
            assertThat(kept.state()).isEqualTo(winner.state());
            assertThat(kept.words()).isEqualTo(winner.words());
        });
        assertThat(at.trailed(id, "OPINION_ADVANCED")).isEqualTo(2);
    }

    @RepeatedTest(4)
    void fromTwoWindowsAColleagueIsAskedOnce() throws Exception {
        var id = at.held("okafor");
        Callable<OpinionOutcome> ask = () -> {
            be("okafor");
            return opinions.ask(id, "lindqvist", QUESTION);
        };

        assertThat(atOnce(ask, ask)).filteredOn(Done.class::isInstance).hasSize(1);
        be("okafor");
        assertThat(opinions.of(id)).hasSize(1);
    }

    @RepeatedTest(4)
    void whoAsksWhileTheCaseIsGivenBackLeavesNothingOpen() throws Exception {
        var id = at.held("okafor");
        atOnce(
                () -> {
                    be("okafor");
                    return askedOrLost(id);
                },
                () -> {
                    be("okafor");
                    at.leases.release(id, "okafor", "given back unread");
                    return new Refused("");
                });

        be("lindqvist");
        assertThat(at.inTransaction(
                        () -> jdbc.sql("select count(*) from opinion where case_id = :case and state = 'ASKED'")
                                .param("case", id.id())
                                .query(Integer.class)
                                .single()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a", "why\u0000?", "why\u0007?", "\u001b[31mwhy", "\u007fwhy is"})
    void hostileWordsAreRefusedAndSaidWhere(String words) throws Exception {
        var id = at.held("okafor");
        assertThat(opinions.ask(id, "lindqvist", words))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("question"));
        var opinion = asked(id, "okafor", "lindqvist");
        be("lindqvist");
        assertThat(opinions.answer(NORTHGATE, opinion.id(), words)).isInstanceOf(Invalid.class);
        assertThat(opinions.decline(NORTHGATE, opinion.id(), words)).isInstanceOf(Invalid.class);
        assertThat(opinions.requireOpen(NORTHGATE, opinion.id()).open()).isTrue();
    }

    @Test
    void wordsHaveBounds() {
        var id = at.held("okafor");
        assertThat(opinions.ask(id, "lindqvist", "x".repeat(1001)))
                .isEqualTo(new Invalid("question", "must have 3 to 1000 characters"));
        var opinion = ((Done) opinions.ask(id, "lindqvist", "é".repeat(1000))).opinion();
        be("lindqvist");
        assertThat(opinions.answer(NORTHGATE, opinion.id(), "x".repeat(2001)))
                .isEqualTo(new Invalid("answer", "must have 3 to 2000 characters"));
        assertThat(opinions.answer(NORTHGATE, opinion.id(), "line\n".repeat(400)))
                .isInstanceOf(Done.class);
    }

    @Test
    void programsAskAnswerAndAreToldWhatIsWrong() throws Exception {
        var id = at.held("okafor");
        as("okafor");
        perform(get(ofCase(id, "colleagues")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].mayBeAsked").value(true))
                .andExpect(jsonPath("$[?(@.username == 'novak')].refusals[0]")
                        .value("Is a resident, no attending reads after them"));
        perform(post(ofCase(id, "opinions"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value("asked must name a colleague."));
        perform(ask(id, "novak")).andExpect(status().isConflict());
        var created = perform(ask(id, "lindqvist"))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.state").value("ASKED"))
                .andReturn();
        be("okafor");
        var opinion = opinions.of(id).getFirst();
        assertThat(created.getResponse().getContentAsString())
                .contains(opinion.id().toString());

        as("lindqvist");
        perform(get("/api/opinions"))
                .andExpect(
                        jsonPath("$[?(@.id == '%s')]".formatted(opinion.id())).exists());
        perform(get("/api/opinions/northgate/" + opinion.id()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.findings[0].notice").value("demonstration, not for clinical use"))
                .andExpect(jsonPath("$.opinion.question").value(QUESTION));
        perform(answer("northgate", opinion.id(), "")).andExpect(status().isUnprocessableContent());
        perform(answer("northgate", opinion.id(), "Ten days."))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.version").value(2));
        perform(answer("northgate", opinion.id(), "Ten days.")).andExpect(status().isConflict());
        perform(get("/api/opinions/northgate/" + opinion.id()))
                .andExpect(status().isGone())
                .andExpect(jsonPath("$.detail").value("You have answered it. The case is out of reach again."));

        as("okafor");
        perform(post("/api/opinions/northgate/%s/withdrawal".formatted(opinion.id())))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value("It was answered meanwhile."));
        perform(get("/api/opinions/northgate/" + UUID.randomUUID())).andExpect(status().isNotFound());
        perform(get("/api/opinions/no%20tenant/" + UUID.randomUUID())).andExpect(status().isNotFound());
        perform(ask(at.unknown(), "lindqvist")).andExpect(status().isNotFound());
    }

    private OpinionOutcome askedOrLost(CaseId id) {
        try {
            return opinions.ask(id, "lindqvist", QUESTION);
        } catch (CaseNotHeld _) {
            return new Refused("lost");
        }
    }

    private static List<OpinionOutcome> atOnce(Callable<OpinionOutcome> one, Callable<OpinionOutcome> other)
            throws Exception {
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = Stream.of(one, other)
                    .map(step -> threads.submit(() -> {
                        together.await();
                        return step.call();
                    }))
                    .toList();
            var outcomes = new ArrayList<OpinionOutcome>();
            for (var step : running) {
                outcomes.add(step.get());
            }
            return outcomes;
        }
    }

    private void be(String username) {
        at.people.call(ReadingFixture.specialist(username));
    }

    private void callOnlyAt(String username, TenantId hospital) {
        at.people.call(caller(username, Role.SPECIALIST, hospital));
        authenticate(username);
    }

    private void as(String username) {
        be(username);
        authenticate(username);
    }

    private static void authenticate(String username) {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(username, "", "ROLE_SPECIALIST"));
    }

    private ResultActions perform(RequestBuilder request) throws Exception {
        return MockMvcBuilders.standaloneSetup(api).build().perform(request);
    }

    private static String ofCase(CaseId id, String what) {
        return "/api/cases/northgate/%s/%s".formatted(id.id(), what);
    }

    private static RequestBuilder ask(CaseId id, String whom) {
        return post(ofCase(id, "opinions"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"asked\": \"%s\", \"question\": \"%s\"}".formatted(whom, QUESTION));
    }

    private static RequestBuilder answer(String tenant, UUID opinion, String words) {
        return post("/api/opinions/%s/%s/answer".formatted(tenant, opinion))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"answer\": \"%s\"}".formatted(words));
    }

    private Opinion asked(CaseId id, String asker, String colleague) {
        be(asker);
        var outcome = opinions.ask(id, colleague, QUESTION);
        assertThat(outcome).isInstanceOf(Done.class);
        return ((Done) outcome).opinion();
    }

    private Opinion over(Opinion opinion) {
        return catchThrowableOfType(OpinionEnded.class, () -> opinions.requireOpen(NORTHGATE, opinion.id()))
                .opinion();
    }

    private StudyRef study(CaseId id) {
        be("okafor");
        return at.cases.find(id).orElseThrow().study();
    }

    private boolean maySee(String username, StudyRef study) {
        Caller caller = ReadingFixture.specialist(username);
        at.people.call(caller);
        return access.mayView(caller, study);
    }

    private List<Notice.Kind> told(String username, CaseId id) {
        be(username);
        return notices.mine().stream()
                .map(Notices.Told::notice)
                .filter(notice -> notice.object().equals("case:" + id.id()))
                .filter(notice -> notice.people().contains(username))
                .map(Notice::kind)
                .toList();
    }

    private List<String> refusals(CaseId id, String username) {
        be(username);
        var outcome = at.leases.take(id, username);
        assertThat(outcome).isInstanceOf(LeaseOutcome.Barred.class);
        return ((LeaseOutcome.Barred) outcome)
                .refusals().stream().map(RuleVerdict::reason).toList();
    }

    private void twoRead() {
        at.inTransaction(() -> jdbc.sql("""
                insert into second_reading_policy (tenant_id, policy) values ('northgate', cast(:policy as jsonb))""").param("policy", """
                        {"rules": [{"name": "all", "modalities": [], "regions": [], "priorities": [], "findings": [],
                          "workflow": "DOUBLE", "subspecialty": "", "within": 0, "preliminary": "INSIDE"}]}""").update());
    }
}
