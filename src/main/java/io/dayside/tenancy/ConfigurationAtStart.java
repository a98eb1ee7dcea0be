package io.dayside.tenancy;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Applies the configuration files before any door opens, and from then on notices what {@code ./dayside tenants apply}
 * or another node changed. Without a folder given, what was applied last goes on: so do the further nodes of a cluster.
 */
@Component
class ConfigurationAtStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationAtStart.class);
    private static final long LOOK_EVERY_MILLIS = 2_000;

    private final TenantConfiguration configuration;
    private final ConfiguredTenants tenants;
    private final HospitalRows rows;
    private final ApplicationEventPublisher events;
    private final String folder;
    private volatile @Nullable ScheduledExecutorService watch;
    private long shownVersion = -1;

    ConfigurationAtStart(
            TenantConfiguration configuration,
            ConfiguredTenants tenants,
            HospitalRows rows,
            ApplicationEventPublisher events,
            @Value("${dayside.tenant-config:}") String folder) {
        this.configuration = configuration;
        this.tenants = tenants;
        this.rows = rows;
        this.events = events;
        this.folder = folder;
    }

    @Override
    public void start() {
        applyFiles();
        show();
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("tenants").daemon().factory());
        var _ = executor.scheduleWithFixedDelay(
                this::showChanges, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        watch = executor;
    }

    @Override
    public void stop() {
        var executor = watch;
        if (executor != null) {
            executor.shutdownNow();
            watch = null;
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }

    /** Before every listener and the web server. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }

    private void applyFiles() {
        if (folder.isEmpty()) {
            return;
        }
        try {
            configuration.apply(Path.of(folder)).forEach(change -> log.info("applied: {}", change));
        } catch (InvalidConfiguration e) {
            throw new IllegalStateException("the configuration in " + folder + " is not valid:\n" + e.getMessage(), e);
        }
    }

    /** The version is read first, so that a change between the two reads is noticed the next time. */
    private void show() {
        long version = rows.version();
        if (version != shownVersion) {
            tenants.reload();
            events.publishEvent(new ConfigurationApplied(version));
            shownVersion = version;
        }
    }

    /** Nothing may end the watch: what fails now is tried again. */
    private void showChanges() {
        try {
            show();
        } catch (DataAccessException e) {
            log.warn("the hospitals cannot be read now, what was read before stays in use: {}", e.toString());
        } catch (RuntimeException e) {
            log.error("a change of the configuration was not taken over", e);
        }
    }
}
