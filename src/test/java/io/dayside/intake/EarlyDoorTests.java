package io.dayside.intake;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreResponse;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Modalities store while pages are not there yet, and what they are told then is so. */
@SpringBootTest(
        classes = {IntakeTests.Rooms.class, EarlyDoorTests.Caller.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=-1")
class EarlyDoorTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final CtSlice FIRST = CtSlice.ofNewStudy();
    private static final List<CtSlice> SLICES = List.of(FIRST, FIRST.sibling(2), FIRST.sibling(3));

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    /** Calls just before the web server accepts, and notes what it is answered. */
    static class Caller {

        private final List<Integer> answers = new ArrayList<>();
        private boolean pagesOffered;
        private boolean pagesOfferedBefore;

        @EventListener(WebServerInitializedEvent.class)
        void on() {
            pagesOffered = true;
        }

        @Bean
        SmartLifecycle callBeforeThePagesOpen(DicomListener dicom) {
            return new SmartLifecycle() {

                private boolean called;

                @Override
                public int getPhase() {
                    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
                }

                @Override
                public void start() {
                    pagesOfferedBefore = pagesOffered;
                    call(dicom.ports().getFirst());
                    called = true;
                }

                @Override
                public void stop() {
                    called = false;
                }

                @Override
                public boolean isRunning() {
                    return called;
                }
            };
        }

        private void call(int port) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            var contexts = new ArrayList<>(PresentationContext.single(UID.Verification, UID.ImplicitVRLittleEndian));
            contexts.add(new PresentationContext(3, UID.CTImageStorage, List.of(UID.ExplicitVRLittleEndian)));
            try (var sender = DimseClient.connect(address, "HC_CT1", "HARBOUR", contexts, PATIENCE)) {
                answers.add(sender.echo());
                for (var slice : SLICES) {
                    answers.add(sender.store(
                                    UID.CTImageStorage, slice.sopUid(), UID.ExplicitVRLittleEndian, slice.encoded())
                            .status());
                }
                sender.release();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Autowired
    private Caller caller;

    @Autowired
    private Archive archive;

    @Autowired
    private StudyArrivals arrivals;

    @Test
    void whatIsAcknowledgedBeforeThePagesAreThereIsKeptAndKnown() {
        assertThat(caller.pagesOfferedBefore).isFalse();
        assertThat(caller.pagesOffered).as("later they are").isTrue();
        assertThat(caller.answers)
                .containsExactly(
                        Status.Success,
                        StoreResponse.SUCCESS.status(),
                        StoreResponse.SUCCESS.status(),
                        StoreResponse.SUCCESS.status());
        var study = new StudyRef(HARBOUR, FIRST.studyUid());
        var kept = TenantScope.call(HARBOUR, () -> archive.study(study)).orElseThrow();
        assertThat(kept.instances()).isEqualTo(SLICES.size());
        assertThat(TenantScope.call(HARBOUR, () -> arrivals.of(study)))
                .as("the room that waits for the rest of it heard of it")
                .isPresent();
    }
}
