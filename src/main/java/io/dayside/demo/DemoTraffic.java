package io.dayside.demo;

import io.dayside.demo.SimulatedStudies.Scene;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.Tenants;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sends studies of every configured hospital through the same doors as real ones, at a rate shaped like a day in that
 * hospital's zone. Two come right at the start, so that nobody looks at an empty worklist.
 */
@Component
@ConditionalOnProperty("dayside.traffic.enabled")
class DemoTraffic {

    private static final Logger log = LoggerFactory.getLogger(DemoTraffic.class);
    private static final double SHARE_POSITIVE = 0.3;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    /** While Dayside starts, a busy machine may keep a sender waiting for too long. */
    private static final int MOST_TRIES = 3;

    private static final Duration BEFORE_TRYING_AGAIN = Duration.ofSeconds(10);

    private final Tenants tenants;
    private final double meanPerHour;
    private final InetSocketAddress dicom;
    private final SimulatedStudies studies;
    private final Clock clock;
    private volatile List<Thread> senders = List.of();

    DemoTraffic(
            Tenants tenants,
            @Value("${dayside.demo.studies-per-hour:6}") double meanPerHour,
            @Value("${dayside.hl7.port}") int hl7Port,
            @Value("${dayside.dicom.port}") int dicomPort,
            Clock clock) {
        this.tenants = tenants;
        this.meanPerHour = meanPerHour;
        this.dicom = new InetSocketAddress(InetAddress.getLoopbackAddress(), dicomPort);
        this.studies = new SimulatedStudies(
                new SimulatedStudies.Doors(new InetSocketAddress(InetAddress.getLoopbackAddress(), hl7Port), dicom),
                clock);
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var days = tenants.served().stream()
                .map(SimulatedHospital::of)
                .map(hospital ->
                        Thread.ofVirtual().name("traffic " + hospital.aeTitle()).start(() -> day(hospital)));
        var libraries = tenants.all().stream()
                .filter(Hospital::keepsLibrary)
                .map(SimulatedHospital::of)
                .map(library ->
                        Thread.ofVirtual().name("films of " + library.aeTitle()).start(() -> fill(library)));
        senders = Stream.concat(days, libraries).toList();
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        senders.forEach(Thread::interrupt);
    }

    /** Sent again at each start: what is there already is acknowledged and kept as it is. */
    private void fill(SimulatedHospital library) {
        try {
            TestFilms.send(dicom, library);
        } catch (IOException e) {
            log.warn("{}: the films of the practical test did not get through: {}", library.aeTitle(), e.getMessage());
        }
    }

    private void day(SimulatedHospital hospital) {
        var random = RandomGenerator.getDefault();
        try {
            send(hospital, Scene.HEAD_CT_HAEMORRHAGE, Priority.STAT, random);
            send(hospital, Scene.CHEST, Priority.ROUTINE, random);
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(pause(hospital, random));
                send(hospital, scene(random), priority(random), random);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Exponential, as independent arrivals are; no longer than half an hour, so that the rate of a new hour is seen. */
    private Duration pause(SimulatedHospital hospital, RandomGenerator random) {
        double rate = meanPerHour * ArrivalRate.at(LocalTime.now(clock.withZone(hospital.zone())));
        var pause = Duration.ofMillis(
                (long) (random.nextExponential() / rate * Duration.ofHours(1).toMillis()));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static Scene scene(RandomGenerator random) {
        boolean positive = random.nextDouble() < SHARE_POSITIVE;
        if (random.nextBoolean()) {
            return positive ? Scene.HEAD_CT_HAEMORRHAGE : Scene.HEAD_CT;
        }
        return positive ? Scene.CHEST_PNEUMOTHORAX : Scene.CHEST;
    }

    private static Priority priority(RandomGenerator random) {
        double place = random.nextDouble();
        return place < 0.2 ? Priority.STAT : place < 0.5 ? Priority.URGENT : Priority.ROUTINE;
    }

    /** What does not get through is sent again as another patient's, so that no two studies share an order. */
    private void send(SimulatedHospital hospital, Scene scene, Priority priority, RandomGenerator random)
            throws InterruptedException {
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            try {
                studies.send(hospital, scene, random.nextLong(), priority);
                return;
            } catch (IOException e) {
                log.warn("{}: a simulated study did not get through: {}", hospital.aeTitle(), e.getMessage());
                Thread.sleep(BEFORE_TRYING_AGAIN);
            }
        }
    }
}
