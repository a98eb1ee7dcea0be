package io.dayside.tenancy;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Applies the configuration files before any door opens. Without a folder given, what was applied last goes on: so do
 * the further nodes of a cluster.
 */
@Component
class ConfigurationAtStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationAtStart.class);

    private final TenantConfiguration configuration;
    private final ConfiguredTenants tenants;
    private final String folder;
    private volatile boolean running;

    ConfigurationAtStart(
            TenantConfiguration configuration,
            ConfiguredTenants tenants,
            @Value("${dayside.tenant-config:}") String folder) {
        this.configuration = configuration;
        this.tenants = tenants;
        this.folder = folder;
    }

    @Override
    public void start() {
        running = true;
        if (folder.isEmpty()) {
            tenants.reload();
            return;
        }
        try {
            configuration.apply(Path.of(folder)).forEach(change -> log.info("applied: {}", change));
        } catch (InvalidConfiguration e) {
            throw new IllegalStateException("the configuration in " + folder + " is not valid:\n" + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before every listener and the web server. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }
}
