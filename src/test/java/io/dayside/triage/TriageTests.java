package io.dayside.triage;

import static io.dayside.triage.TriageFixtures.HARBOUR;
import static io.dayside.triage.TriageFixtures.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.intake.OrderChanged;
import io.dayside.intake.OrderMatched;
import io.dayside.intake.StudyCompleted;
import io.dayside.tenancy.TenantScope;
import io.dayside.triage.Assessment.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class TriageTests {

    private static final AtomicInteger STUDIES = new AtomicInteger();

    private static final TriageDatabase DATABASE = new TriageDatabase();

    private final StudyRef study = new StudyRef(NORTHGATE, "2.25.100" + STUDIES.incrementAndGet());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void forgetOtherTests() {
        DATABASE.archive().working();
        DATABASE.trail().clear();
        DATABASE.announced().clear();
    }

    private void completed(int round) {
        DATABASE.seeing(study.tenant(), () -> {
            DATABASE.triage().on(new StudyCompleted(study, round, Instant.parse("2026-11-24T08:00:00Z")));
            return true;
        });
    }

    private Optional<Duration> attempt(int round) {
        return TenantScope.call(study.tenant(), () -> DATABASE.triage().attempt(study, round));
    }

    private Assessment assessment() {
        return DATABASE.seeing(study.tenant(), () -> DATABASE.triage().of(study).orElseThrow());
    }

    private void archived(String modality, String bodyPart) {
        DATABASE.archive()
                .put(
                        TriageFixtures.study(study, modality, bodyPart, ""),
                        List.of(TriageFixtures.square("2.25.7", modality, 64, 1064)));
    }

    @Test
    void statStudiesAreNextAndAHospitalsFewTakeTurnsWithAnothersMany() {
        DATABASE.jdbc().sql("delete from scheduled_tasks").update();
        for (int i = 0; i < 300; i++) {
            queue(new StudyRef(NORTHGATE, "2.25.7000" + i));
        }
        for (int i = 0; i < 10; i++) {
            queue(new StudyRef(HARBOUR, "2.25.8000" + i));
        }
        var stat = new StudyRef(NORTHGATE, "2.25.9000");
        DATABASE.isStat(stat);
        queue(stat);

        var next = DATABASE.jdbc()
                .sql("select task_instance from scheduled_tasks order by priority desc, execution_time")
                .query(String.class)
                .list();
        assertThat(next.getFirst()).isEqualTo("northgate/2.25.9000/1");
        assertThat(next.subList(0, 21))
                .filteredOn(key -> key.startsWith("harbour/"))
                .hasSize(10);
        DATABASE.jdbc().sql("delete from scheduled_tasks").update();
    }

    @Test
    void aStudyThatWaitsGoesAheadWhenItsOrderBecomesStatOrComesAndIs() {
        DATABASE.jdbc().sql("delete from scheduled_tasks").update();
        for (int i = 0; i < 30; i++) {
            queue(new StudyRef(NORTHGATE, "2.25.6100" + i));
        }
        var revised = new StudyRef(NORTHGATE, "2.25.610025");
        var matched = new StudyRef(NORTHGATE, "2.25.610027");
        DATABASE.isStat(revised);
        DATABASE.isStat(matched);

        hear(() -> DATABASE.raised()
                .on(new OrderChanged(NORTHGATE, TriageDatabase.orderOf(revised), OrderChanged.Change.REVISED)));
        assertThat(waiting().getFirst()).isEqualTo("northgate/2.25.610025/1");
        assertThat(waiting().subList(1, 30))
                .as("the order of another study says nothing of this one")
                .startsWith("northgate/2.25.61000/1")
                .contains("northgate/2.25.610027/1");

        hear(() -> DATABASE.raised().on(new OrderMatched(matched, TriageDatabase.orderOf(matched))));
        hear(() -> DATABASE.raised().on(new OrderMatched(matched, TriageDatabase.orderOf(matched))));
        assertThat(waiting().subList(0, 3))
                .containsExactly("northgate/2.25.610025/1", "northgate/2.25.610027/1", "northgate/2.25.61000/1");
        DATABASE.jdbc().sql("delete from scheduled_tasks").update();
    }

    private static void hear(Runnable event) {
        DATABASE.seeing(NORTHGATE, () -> {
            event.run();
            return true;
        });
    }

    private static List<String> waiting() {
        return DATABASE.jdbc()
                .sql("select task_instance from scheduled_tasks order by priority desc, execution_time")
                .query((row, _) -> row.getString("task_instance"))
                .list();
    }

    @Test
    void ofABacklogFewAskAgainAtATimeAndTheNextOnesSoonest() {
        DATABASE.jdbc().sql("delete from scheduled_tasks").update();
        DATABASE.jdbc().sql("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)
                select 'assess-study', 'northgate/1.2.' || number || '/1', now(), false, 1, 0 - number
                from generate_series(0, 9999) number""").update();
        try {
            var order = DATABASE.order();

            assertThat(order.pauseWithoutPlace(AssessmentOrder.URGENT)).isEqualTo(Duration.ofMillis(500));
            assertThat(order.pauseWithoutPlace(AssessmentOrder.ROUTINE)).isEqualTo(Duration.ofMillis(500));
            assertThat(order.pauseWithoutPlace(-39)).isEqualTo(Duration.ofSeconds(10));
            assertThat(order.pauseWithoutPlace(-9_999)).isEqualTo(Duration.ofMinutes(5));
            double asksASecond = IntStream.range(1, 100)
                    .mapToDouble(hundred ->
                            100_000.0 / order.pauseWithoutPlace(-100 * hundred).toMillis())
                    .sum();
            assertThat(asksASecond)
                    .as("of all but the first hundred, where each had asked twice a second")
                    .isLessThan(50);
        } finally {
            DATABASE.jdbc().sql("delete from scheduled_tasks").update();
        }
    }

    private static void queue(StudyRef study) {
        DATABASE.seeing(study.tenant(), () -> {
            DATABASE.triage().on(new StudyCompleted(study, 1, Instant.parse("2026-11-24T08:00:00Z")));
            return true;
        });
    }

    @Test
    void aCompleteStudyIsQueuedWithItsTask() {
        completed(1);

        assertThat(assessment().status()).isEqualTo(Status.QUEUED);
        assertThat(DATABASE.jdbc()
                        .sql("select task_instance from scheduled_tasks")
                        .query(String.class)
                        .list())
                .contains("northgate/" + study.studyInstanceUid() + "/1");
    }

    @Test
    void aStudyThatNoModelIsForIsNotAssessedAndSaysSo() {
        archived("CT", "CHEST");
        completed(1);

        assertThat(attempt(1)).isEmpty();
        assertThat(assessment().status()).isEqualTo(Status.NOT_ASSESSED);
        assertThat(assessment().reason()).isEqualTo("no enabled model for CT CHEST");
        assertThat(DATABASE.announced())
                .containsExactly(new StudyAssessed(study, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, ""));
    }

    @Test
    void aFilmThatLooksLikeOneGetsAFindingWithModelVersionAndRegion() {
        var film = ServiceLoader.load(TrainingImages.class)
                .findFirst()
                .orElseThrow()
                .chest(31, true);
        DATABASE.archive()
                .put(
                        TriageFixtures.study(study, "DX", "CHEST", ""),
                        List.of(TriageFixtures.picture("2.25.9", "DX", film.rows(), film.columns(), film.values())));
        completed(1);
        attempt(1);

        assertThat(assessment().status()).isEqualTo(Status.DONE);
        assertThat(assessment().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.model()).isEqualTo("chest-xray-abnormal");
            assertThat(finding.sopInstanceUid()).isEqualTo("2.25.9");
            assertThat(finding.frame()).isEqualTo(1);
            assertThat(finding.region()).isNotNull();
        });
        assertThat(DATABASE.trail())
                .singleElement()
                .satisfies(event -> assertThat(event.details())
                        .containsEntry("status", "DONE")
                        .containsKeys("model chest-xray-abnormal", "probability chest-xray-abnormal"));
    }

    @Test
    void whatCannotBeAHeadIsNotAssessedForThatReason() {
        archived("CT", "");
        completed(1);
        attempt(1);

        assertThat(assessment().status()).isEqualTo(Status.NOT_ASSESSED);
        assertThat(assessment().reason()).isEqualTo("64 x 64 pixels are too few for a head CT");
    }

    @Test
    void compressedPixelsAreNotAssessedForThatReason() {
        DATABASE.archive().pretending(UID.MPEG2MPML);
        var object = TriageFixtures.square("2.25.7", "CT", 64, 1064);
        object.remove(Tag.PixelData);
        object.setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(new byte[] {1, 2, 3, 4})));
        DATABASE.archive().put(TriageFixtures.study(study, "CT", "HEAD", ""), List.of(object));
        completed(1);
        attempt(1);

        assertThat(assessment().status()).isEqualTo(Status.NOT_ASSESSED);
        assertThat(assessment().reason()).startsWith("unreadable pixels");
    }

    @Test
    void aFailedTryIsTriedAgainAndTheThirdFailureEndsIt() {
        archived("CT", "HEAD");
        DATABASE.archive().failing(3);
        completed(1);

        assertThat(attempt(1)).isPresent();
        assertThat(assessment().status()).isEqualTo(Status.RUNNING);
        assertThat(attempt(1)).isPresent();
        assertThat(attempt(1)).isEmpty();
        assertThat(assessment().status()).isEqualTo(Status.FAILED);
        assertThat(DATABASE.announced()).extracting(StudyAssessed::status).containsExactly(Status.FAILED);
    }

    @Test
    void aTryThatDiedWithItsNodeCountsSoThatAStudyCannotKillNodesForEver() {
        archived("CT", "CHEST");
        completed(1);
        DATABASE.seeing(
                NORTHGATE,
                () -> DATABASE.jdbc()
                        .sql("update assessment set status = 'RUNNING', attempts = 3 where study_uid = :study")
                        .param("study", study.studyInstanceUid())
                        .update());

        assertThat(attempt(1)).isEmpty();
        assertThat(assessment().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aFinishedAssessmentIsNotRunAgain() {
        archived("CT", "CHEST");
        completed(1);
        attempt(1);
        attempt(1);

        assertThat(DATABASE.announced()).hasSize(1);
        assertThat(DATABASE.trail()).extracting(event -> event.action()).containsExactly(AuditAction.STUDY_ASSESSED);
    }

    @Test
    void lateInstancesStartTheAssessmentAgainAndTheEarlierRoundSaysNothingMore() {
        archived("CT", "CHEST");
        completed(1);
        completed(2);

        assertThat(attempt(1)).isEmpty();
        assertThat(assessment().status()).isEqualTo(Status.QUEUED);
        attempt(2);
        assertThat(assessment().status()).isEqualTo(Status.NOT_ASSESSED);
        assertThat(DATABASE.announced()).hasSize(1);
    }

    @Test
    void theSameRoundTwiceIsOneAssessment() {
        archived("CT", "CHEST");
        completed(1);
        attempt(1);
        completed(1);

        assertThat(assessment().status()).isEqualTo(Status.NOT_ASSESSED);
    }

    @Test
    void anotherHospitalSeesNothing() {
        completed(1);

        assertThat(DATABASE.seeing(HARBOUR, () -> DATABASE.triage().of(study))).isEmpty();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> DATABASE.seeing(HARBOUR, () -> {
                    DATABASE.triage().on(new StudyCompleted(study, 1, Instant.parse("2026-11-24T08:00:00Z")));
                    return true;
                }));
    }

    @Test
    void findingsCannotBeChangedByTheApplication() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> DATABASE.seeing(
                        NORTHGATE,
                        () -> DATABASE.jdbc()
                                .sql("update model_finding set probability = 0")
                                .update()));
    }

    @Test
    void aTaskThatANodeTookWithItIsPickedUpByTheNext() throws InterruptedException {
        archived("CT", "CHEST");
        completed(1);
        DATABASE.jdbc().sql("""
                        update scheduled_tasks set picked = true, picked_by = 'a node that is no more',
                               last_heartbeat = now() - interval '1 hour'""").update();
        var node = DATABASE.node();
        node.start();
        try {
            waitUntilAnnounced();
        } finally {
            node.stop();
        }

        assertThat(assessment().status()).isEqualTo(Status.NOT_ASSESSED);
    }

    private void waitUntilAnnounced() throws InterruptedException {
        for (int tries = 0; tries < 300 && !isAnnounced(); tries++) {
            Thread.sleep(100);
        }
        assertThat(isAnnounced()).isTrue();
    }

    private boolean isAnnounced() {
        return DATABASE.announced().stream().anyMatch(event -> event.study().equals(study));
    }
}
