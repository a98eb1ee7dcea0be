package io.dayside.priors;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.CtSlice;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;

/** A hospital whose PACS hangs, and one whose PACS answers. */
@SpringBootTest(classes = PriorsRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Timeout(240)
class PriorsTurnsTests extends PriorsStand {

    private final WebPacsDouble hanging = new WebPacsDouble();
    private final WebPacsDouble quick = new WebPacsDouble();
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        hanging.start();
        quick.start();
        keepRule(NORTHGATE, hanging);
        keepRule(HARBOUR, quick);
    }

    @AfterEach
    void stop() {
        over.countDown();
        hanging.close();
        quick.close();
        within(HARBOUR, () -> {
            rules.remove(HARBOUR);
            return true;
        });
    }

    private void keepRule(TenantId hospital, WebPacsDouble pacs) {
        within(hospital, () -> {
            rules.keep(
                    hospital,
                    new PriorsRule(new PacsAddress.Web(pacs.base(), PacsAddress.Login.NONE, List.of()), 1, 5));
            return true;
        });
    }

    @Test
    void aPacsThatHangsHoldsUpItsOwnHospitalOnly() throws Exception {
        hanging.answers((exchange, _) -> {
            awaitTheEnd();
            exchange.sendResponseHeaders(503, -1);
        });
        for (int i = 0; i < 2 * FetchTurns.AT_ONCE; i++) {
            send(NORTHGATE, CtSlice.ofNewStudy());
        }
        await(() -> !hanging.requests().isEmpty());
        var patient = "P-" + System.nanoTime();
        var prior = PacsObject.earlier(patient, "20250301", "CT", "CT head");
        quick.finds(prior).gives(prior);
        var study = CtSlice.ofNewStudy().withPatient(patient);

        send(HARBOUR, study);

        await(() -> within(HARBOUR, () -> rows.search(new StudyRef(HARBOUR, study.studyUid())))
                .filter(search -> search.state() == PriorsRows.SearchState.DONE)
                .isPresent());
        assertThat(within(HARBOUR, () -> archive.instances(new StudyRef(HARBOUR, prior.study()))))
                .hasSize(1);
        assertThat(hanging.requests()).as("asked by one study at a time").hasSize(1);
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(TenantId hospital, CtSlice slice) throws IOException {
        assertThat(Actor.call(Actor.device("CT1"), () -> archive.store(slice.offeredTo(hospital))))
                .isInstanceOf(StoreOutcome.Stored.class);
    }
}
