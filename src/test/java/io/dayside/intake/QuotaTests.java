package io.dayside.intake;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.StorageUse;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreResponse;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What a sender is told when its hospital may store no more, and what is taken all the same. */
@SpringBootTest(classes = IntakeTests.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class QuotaTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @Autowired
    private DicomListener dicom;

    @Autowired
    private Tenants tenants;

    @Autowired
    private StorageUse use;

    @Autowired
    private OrderDesk orders;

    @Autowired
    private PlacedOrders placed;

    @Autowired
    private StatOrders statOrders;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aUsedUpQuotaIsAnsweredWithA700AndAStatOrderIsTakenAllTheSame() throws Exception {
        var stat = CtSlice.ofNewStudy();
        var routine = CtSlice.ofNewStudy();
        for (int i = 0; i < 40; i++) {
            send(CtSlice.ofNewStudy());
        }
        order(stat, Priority.STAT);
        order(routine, Priority.URGENT);
        ((FixedHospitals) tenants).setQuota(HARBOUR, new Hospital.Quota(use.bytes(HARBOUR), null));

        var refused = send(routine);
        assertThat(refused.status()).isEqualTo(Status.OutOfResources);
        assertThat(refused.errorComment()).isEqualTo("Storage quota is used up; STAT orders are still taken");
        assertThat(send(stat)).isEqualTo(StoreResponse.SUCCESS);
        assertThat(send(stat.sibling(2).withPatient("P-2")).status())
                .as("under its accession number, but of another patient")
                .isEqualTo(Status.OutOfResources);

        order(routine, Priority.STAT);
        assertThat(send(routine)).as("raised to STAT").isEqualTo(StoreResponse.SUCCESS);
        cancel(stat);
        assertThat(statOrders.isUrgent(HARBOUR, stat.accession(), stat.patientId()))
                .isFalse();
    }

    @Test
    void anOrderSentAgainAfterItWasCancelledIsPlacedAnewAndAChangedOneIsNot() {
        var slice = CtSlice.ofNewStudy();
        order(slice, Priority.ROUTINE);
        var first = placedAt(slice);
        order(slice, Priority.STAT);
        assertThat(placedAt(slice)).as("changed").isEqualTo(first);
        cancel(slice);
        order(slice, Priority.STAT);
        assertThat(placedAt(slice)).as("sent again").isAfter(first);
    }

    private StoreResponse send(CtSlice slice) throws IOException {
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), dicom.ports().getFirst());
        var contexts = PresentationContext.single(UID.CTImageStorage, UID.ExplicitVRLittleEndian);
        try (var sender = DimseClient.connect(address, "HC_CT1", "HARBOUR", contexts, PATIENCE)) {
            var response =
                    sender.store(UID.CTImageStorage, slice.sopUid(), UID.ExplicitVRLittleEndian, slice.encoded());
            sender.release();
            return response;
        }
    }

    private void order(CtSlice slice, Priority priority) {
        inTransaction(() -> orders.place(
                HARBOUR,
                new OrderRequest(
                        slice.accession(),
                        "MAIN",
                        priority,
                        "CT head",
                        "",
                        "",
                        slice.patientId(),
                        "Roe^Jane",
                        null,
                        "F",
                        0),
                "test"));
    }

    private Instant placedAt(CtSlice slice) {
        return TenantScope.call(
                HARBOUR,
                () -> transaction.execute(_ -> placed.byAccession(HARBOUR, slice.accession())
                        .orElseThrow()
                        .placedAt()));
    }

    private void cancel(CtSlice slice) {
        inTransaction(() -> orders.cancel(HARBOUR, slice.accession(), "test"));
    }

    private void inTransaction(Runnable work) {
        TenantScope.run(
                HARBOUR,
                () -> Actor.run(Actor.system("test"), () -> transaction.executeWithoutResult(_ -> work.run())));
    }
}
