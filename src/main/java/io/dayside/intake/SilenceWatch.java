package io.dayside.intake;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.Tenants;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks after studies whose durable check is overdue by monotonic time: it is bound to the clock, and a clock that was set
 * back would have it wait for as long again.
 */
@Component
class SilenceWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SilenceWatch.class);

    /** Between two looks, and how much later than its time a check counts as overdue. */
    private static final Duration PACE = Duration.ofSeconds(5);

    private final Silence silence;
    private final Completeness completeness;
    private final Tenants tenants;
    private volatile ScheduledExecutorService executor = stopped();

    SilenceWatch(Silence silence, Completeness completeness, Tenants tenants) {
        this.silence = silence;
        this.completeness = completeness;
        this.tenants = tenants;
    }

    private static ScheduledExecutorService stopped() {
        var none = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("silence-watch").factory());
        none.shutdown();
        return none;
    }

    @Override
    public void start() {
        executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("silence-watch").factory());
        var _ = executor.scheduleWithFixedDelay(this::look, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        silence.listenedTo().forEach(this::checkIfOverdue);
    }

    private boolean isOverdue(StudyRef study) {
        var longest = tenants.find(study.tenant())
                .map(hospital -> hospital.quietTime(hospital.quietTimes().keySet()))
                .orElse(Duration.ZERO);
        return silence.here(study)
                .filter(here -> here.compareTo(longest.plus(PACE)) > 0)
                .isPresent();
    }

    /** Whatever fails, the next round comes. */
    private void checkIfOverdue(StudyRef study) {
        try {
            if (isOverdue(study)) {
                completeness.checkRunningRound(study);
            }
        } catch (RuntimeException e) {
            log.warn("{} an overdue check of a study failed and is tried again: {}", study.tenant(), e.toString());
        }
    }

    @Override
    public void stop() {
        executor.shutdown();
    }

    @Override
    public boolean isRunning() {
        return !executor.isShutdown();
    }
}
