package io.dayside.identity;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sets up the realm and its people when the doors that need no login stand open. A start waits for a Keycloak that is
 * itself starting; for one that stays away we look on in the background: meanwhile studies are received, and nobody can
 * log in.
 */
final class KeycloakArrival implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeycloakArrival.class);

    /** After the DICOM and HL7 ports, before the web server. */
    private static final int PHASE = 2_000;

    /** Anything else may pass, also a conflict with another node that sets up the same realm. */
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final KeycloakSettings settings;
    private final KeycloakRealm realm;
    private final KeycloakPeople people;
    private volatile boolean running;
    private volatile @Nullable Thread looking;

    KeycloakArrival(KeycloakSettings settings, KeycloakRealm realm, KeycloakPeople people) {
        this.settings = settings;
        this.realm = realm;
        this.people = people;
    }

    /** @throws IllegalStateException when Keycloak refuses our administrator, which waiting does not mend */
    @Override
    public void start() {
        running = true;
        try {
            arrive(settings.patience());
        } catch (ProcessingException e) {
            lookOn(e);
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (REFUSALS.contains(status)) {
                running = false;
                throw new IllegalStateException(
                        "Keycloak at %s refuses to be set up (HTTP %d): check its administrator"
                                .formatted(settings.url(), status),
                        e);
            }
            lookOn(e);
        }
    }

    private void arrive(Duration patience) {
        realm.prepare(patience);
        people.bringUp();
    }

    private void lookOn(RuntimeException why) {
        log.error("nobody can log in until Keycloak is there, studies are received meanwhile: {}", why.toString());
        looking = Thread.ofVirtual().name("keycloak").start(this::arriveSometime);
    }

    private void arriveSometime() {
        while (running) {
            try {
                arrive(LOOK_AGAIN);
                log.info("Keycloak is there: people can log in");
                return;
            } catch (RuntimeException e) {
                log.warn("Keycloak cannot be set up yet: {}", e.toString());
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        var thread = looking;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
