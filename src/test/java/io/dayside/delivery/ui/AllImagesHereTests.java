package io.dayside.delivery.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AllImagesHereTests {

    private static final StudyRef STUDY = new StudyRef(new TenantId("northgate"), "1.2.3");

    private final AtomicBoolean coordinator = new AtomicBoolean(true);
    private final AtomicInteger completed = new AtomicInteger();

    @Test
    void aCoordinatorCompletesTheStudy() {
        var button = button(true);
        assertThat(button.isVisible()).isTrue();

        button.click();

        assertThat(completed).hasValue(1);
    }

    @Test
    void whoIsNoCoordinatorAnyMoreWhenTheyClickCompletesNothing() {
        var button = button(true);
        coordinator.set(false);

        button.click();

        assertThat(completed).hasValue(0);
        assertThat(button.isVisible()).isFalse();
    }

    @Test
    void nobodyElseSeesItAndNobodyWhereTheStudyIsComplete() {
        assertThat(button(false).isVisible()).isFalse();
        coordinator.set(false);
        assertThat(button(true).isVisible()).isFalse();
    }

    private AllImagesHere button(boolean receiving) {
        return new AllImagesHere(STUDY, coordinator::get, receiving, completed::incrementAndGet);
    }
}
