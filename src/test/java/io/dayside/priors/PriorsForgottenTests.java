package io.dayside.priors;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Retention;
import io.dayside.archive.StudyKept;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.VR;
import io.dayside.testing.CtSlice;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** What is remembered of priors, and what of a study that was deleted. */
@SpringBootTest(classes = PriorsRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Timeout(240)
class PriorsForgottenTests extends PriorsStand {

    @Autowired
    private Retention retention;

    private final WebPacsDouble pacs = new WebPacsDouble();
    private final String patient = "P-" + System.nanoTime();
    private final PacsObject prior = PacsObject.earlier(patient, "20250301", "CT", "CT head");
    private final StudyRef priorRef = new StudyRef(NORTHGATE, prior.study());
    private final CtSlice study = CtSlice.ofNewStudy().withPatient(patient);

    @BeforeEach
    void start() throws IOException {
        pacs.start();
        pacs.finds(prior);
        within(NORTHGATE, () -> {
            rules.keep(
                    NORTHGATE,
                    new PriorsRule(new PacsAddress.Web(pacs.base(), PacsAddress.Login.NONE, List.of()), 1, 5));
            return true;
        });
    }

    @AfterEach
    void stop() {
        pacs.close();
    }

    private void searched(CtSlice current) throws Exception {
        sendToRead(current);
        await(() -> searchState(current).equals("DONE") && completed.studies.contains(ref(current)));
    }

    private List<Prior.State> states(CtSlice of) {
        return within(NORTHGATE, () -> priors.of(ref(of))).stream()
                .map(Prior::state)
                .toList();
    }

    private void delete(StudyRef one) {
        within(
                NORTHGATE,
                () -> Actor.call(Actor.system("test"), () -> {
                    try {
                        return retention.delete(one, "asked for");
                    } catch (StudyKept e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    private int rowsThatName(StudyRef one) {
        return count("select (select count(*) from prior where tenant_id = :tenant and '" + one.studyInstanceUid()
                + "' in (study_instance_uid, prior_uid))"
                + " + (select count(*) from priors_search where tenant_id = :tenant and study_instance_uid = '"
                + one.studyInstanceUid() + "')");
    }

    @Test
    void aPacsThatGivesNothingHasNotGivenThePrior() throws Exception {
        pacs.answersObjects((exchange, _) -> pacs.sendParts(exchange, List.of(), true));
        searched(study);
        assertThat(states(study)).containsExactly(Prior.State.INCOMPLETE);
        pacs.answersObjects((exchange, _) ->
                pacs.sendParts(exchange, List.of(new WebPacsDouble.Part("application/dicom", prior.file())), true));
        var next = CtSlice.ofNewStudy().withPatient(patient);

        searched(next);

        assertThat(states(next)).containsExactly(Prior.State.THERE);
        assertThat(held(prior.study())).isEqualTo(1);
    }

    @Test
    void aPriorThatWasDeletedIsFetchedAgainForTheNextStudy() throws Exception {
        pacs.gives(prior);
        searched(study);
        assertThat(states(study)).containsExactly(Prior.State.THERE);

        delete(priorRef);

        assertThat(rowsThatName(priorRef)).isZero();
        var next = CtSlice.ofNewStudy().withPatient(patient);
        searched(next);
        assertThat(states(next)).containsExactly(Prior.State.THERE);
        assertThat(held(prior.study())).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfADeletedStudyAndSentAgainItIsSearchedAgain() throws Exception {
        pacs.gives(prior);
        searched(study);
        var elsewhere = new StudyRef(HARBOUR, study.studyUid());
        within(HARBOUR, () -> rows.begin(elsewhere));

        delete(ref(study));

        assertThat(rowsThatName(ref(study))).isZero();
        assertThat(within(HARBOUR, () -> rows.search(elsewhere)))
                .as("a study of that UID at another hospital")
                .isPresent();
        sendToRead(study);
        await(() -> searchState(study).equals("DONE"));
        assertThat(states(study)).containsExactly(Prior.State.THERE);
    }

    @Test
    void whatNobodyFetchesAnyMoreIsNotWanted() {
        within(NORTHGATE, () -> {
            rows.begin(ref(study));
            rows.want(ref(study), List.of(wanted()));
            rows.giveUp(ref(study));
            return true;
        });

        assertThat(states(study)).containsExactly(Prior.State.INCOMPLETE);
        assertThat(searchState(study)).isEqualTo("GIVEN_UP");
    }

    private Prior wanted() {
        return new Prior(priorRef, LocalDate.of(2025, 3, 1), "CT", "HEAD", "CT head", Prior.State.WANTED);
    }

    @Test
    void iso02TheSameNumberOfTwoIssuersIsTwoPatients() throws Exception {
        store("NG_CT1", prior.with(Tag.IssuerOfPatientID, VR.LO, "EAST"));
        var dataset = study.dataset().setString(Tag.IssuerOfPatientID, VR.LO, "WEST");
        archive.store(study.offeredTo(NORTHGATE, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE)));
        within(NORTHGATE, () -> {
            rows.begin(ref(study));
            rows.want(ref(study), List.of(wanted()));
            return true;
        });

        assertThat(within(NORTHGATE, () -> priors.overview(ref(study))).entries())
                .noneMatch(PriorsOverview.Entry::held);
        assertThat(within(NORTHGATE, () -> priors.studiesWith(priorRef))).isEmpty();
    }
}
