package io.dayside.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.dayside.archive.InstancesStored;
import io.dayside.archive.StudyRef;
import io.dayside.intake.StudyCompleted;
import io.dayside.tenancy.TenantId;
import io.dayside.ui.LiveUpdates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class ArrivalNewsTests {

    private static final TenantId NORTHGATE = new TenantId("northgate");
    private static final TenantId HARBOUR = new TenantId("harbour");

    private final List<Map.Entry<TenantId, LiveUpdates.Topic>> told = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final ArrivalNews news = new ArrivalNews(new Pages(), later::add);

    private final class Pages implements LiveUpdates {

        @Override
        public void changed(TenantId tenant, Topic topic) {
            told.add(entry(tenant, topic));
        }

        @Override
        public AutoCloseable listen(Set<TenantId> tenants, Topic topic, Runnable listener) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void begin() {
        TransactionSynchronizationManager.initSynchronization();
    }

    @AfterEach
    void end() {
        TransactionSynchronizationManager.clearSynchronization();
    }

    @Test
    void whatComesInARowIsToldOnceForEachHospital() {
        news.on(stored(NORTHGATE, false));
        news.on(stored(NORTHGATE, false));
        news.on(stored(HARBOUR, false));
        assertThat(later).as("nothing is committed").isEmpty();
        commit();

        timePasses();

        assertThat(told)
                .containsExactly(
                        entry(NORTHGATE, LiveUpdates.Topic.ARRIVALS), entry(HARBOUR, LiveUpdates.Topic.ARRIVALS));
    }

    @Test
    void whatComesAfterwardsIsToldAgain() {
        news.on(stored(NORTHGATE, false));
        commit();
        timePasses();

        news.on(new StudyCompleted(new StudyRef(NORTHGATE, "1.2.3"), 1, Instant.EPOCH));
        commit();
        timePasses();

        assertThat(told).hasSize(2);
    }

    @Test
    void priorsAreNoArrivals() {
        news.on(stored(NORTHGATE, true));
        commit();

        assertThat(later).isEmpty();
    }

    private static InstancesStored stored(TenantId tenant, boolean asPriors) {
        return new InstancesStored(new StudyRef(tenant, "1.2.3"), "CT", 1, true, Instant.EPOCH, asPriors);
    }

    private static void commit() {
        TransactionSynchronizationManager.getSynchronizations().forEach(TransactionSynchronization::afterCommit);
        TransactionSynchronizationManager.clearSynchronization();
        TransactionSynchronizationManager.initSynchronization();
    }

    private void timePasses() {
        var due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }
}
