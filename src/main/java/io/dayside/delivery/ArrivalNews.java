package io.dayside.delivery;

import io.dayside.archive.InstancesStored;
import io.dayside.intake.StudyCompleted;
import io.dayside.tenancy.TenantId;
import io.dayside.ui.LiveUpdates;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells hospitals' pages how their studies arrive. What comes in a row is told once, when it is committed. */
@Component
class ArrivalNews {

    /** A page reads its list anew each time. */
    private static final Duration TOLD_TOGETHER = Duration.ofSeconds(2);

    private final LiveUpdates pages;
    private final Executor later;
    private final Set<TenantId> toBeTold = ConcurrentHashMap.newKeySet();

    @Autowired
    ArrivalNews(LiveUpdates pages) {
        this(pages, CompletableFuture.delayedExecutor(TOLD_TOGETHER.toMillis(), TimeUnit.MILLISECONDS));
    }

    ArrivalNews(LiveUpdates pages, Executor later) {
        this.pages = pages;
        this.later = later;
    }

    @EventListener
    void on(InstancesStored stored) {
        if (!stored.asPriors()) {
            tellAfterCommit(stored.study().tenant());
        }
    }

    @EventListener
    void on(StudyCompleted completed) {
        tellAfterCommit(completed.study().tenant());
    }

    private void tellAfterCommit(TenantId tenant) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                if (toBeTold.add(tenant)) {
                    later.execute(() -> tell(tenant));
                }
            }
        });
    }

    private void tell(TenantId tenant) {
        toBeTold.remove(tenant);
        pages.changed(tenant, LiveUpdates.Topic.ARRIVALS);
    }
}
