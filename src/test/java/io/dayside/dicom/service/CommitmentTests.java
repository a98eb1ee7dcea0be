package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PS3.4 Annex J, over real associations. */
class CommitmentTests {

    private static final ReferencedInstance CT = new ReferencedInstance(UID.CTImageStorage, "1.2.3.1");
    private static final ReferencedInstance MR = new ReferencedInstance(UID.MRImageStorage, "1.2.3.2");

    private final List<CommitmentRequest> requested = new CopyOnWriteArrayList<>();
    private final List<CommitmentResult> reported = new CopyOnWriteArrayList<>();
    private DimseServer server;

    private final class Handler implements CommitmentHandler {

        @Override
        public void requested(AssociationInfo association, CommitmentRequest request) throws IOException {
            if (request.instances().size() > 2) {
                throw new DimseFailure(Status.ResourceLimitation, "too many instances");
            }
            requested.add(request);
        }

        @Override
        public void reported(AssociationInfo association, CommitmentResult result) {
            reported.add(result);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = Loopback.serve(new CommitmentService(new Handler()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void requestArrivesWhole() throws IOException {
        CommitmentRequest request = new CommitmentRequest(UIDs.random(), List.of(CT, MR));
        try (DimseClient client = user()) {
            assertThat(action(client, 1, request.toAttributes())).isEqualTo(Status.Success);
            client.release();
        }
        assertThat(requested).containsExactly(request);
    }

    @Test
    void resultArrivesWholeFromWhoeverTakesTheRoleOfTheProvider() throws IOException {
        CommitmentResult result = new CommitmentResult(
                UIDs.random(),
                List.of(CT),
                List.of(new CommitmentResult.Failure(MR, CommitmentResult.Failure.NoSuchObjectInstance)));
        ClientOptions provider = ClientOptions.DEFAULT.asProviderOf(UID.StorageCommitmentPushModel);
        try (DimseClient client = Loopback.connect(server, UID.StorageCommitmentPushModel, provider)) {
            assertThat(result.report(client)).isEqualTo(Status.Success);
            client.release();
        }
        assertThat(reported).containsExactly(result);
    }

    @Test
    void refusalOfTheHandlerIsTold() throws IOException {
        CommitmentRequest request = new CommitmentRequest(UIDs.random(), List.of(CT, MR, CT));
        try (DimseClient client = user()) {
            assertThat(action(client, 1, request.toAttributes())).isEqualTo(Status.ResourceLimitation);
            assertThat(action(client, 1, new CommitmentRequest(UIDs.random(), List.of(CT)).toAttributes()))
                    .isEqualTo(Status.Success);
        }
    }

    @Test
    void dur05OneReferenceThatIsNoUidLeavesTheOthersTheirAnswer() throws IOException {
        var mistyped = new ReferencedInstance(UID.CTImageStorage, "1.2.840.007");
        CommitmentRequest request = new CommitmentRequest(UIDs.random(), List.of(CT, mistyped));
        assertThat(CommitmentRequest.read(request.toAttributes())).isEqualTo(request);
        try (DimseClient client = user()) {
            assertThat(action(client, 1, request.toAttributes())).isEqualTo(Status.Success);
        }
    }

    @Test
    void whatNoAnswerCouldRepeatIsRefused() {
        for (String uid : List.of("", "1.2.x", "1".repeat(65))) {
            var request =
                    new CommitmentRequest(UIDs.random(), List.of(CT, new ReferencedInstance(UID.CTImageStorage, uid)));
            assertThatThrownBy(() -> CommitmentRequest.read(request.toAttributes()))
                    .isInstanceOf(DimseFailure.class);
        }
    }

    @Test
    void whatTheStandardForbidsIsRefusedWithItsStatus() throws IOException {
        Attributes whole = new CommitmentRequest(UIDs.random(), List.of(CT)).toAttributes();
        Attributes without = new Attributes().setString(Tag.TransactionUID, VR.UI, UIDs.random());
        Attributes path = new CommitmentRequest(
                        UIDs.random(), List.of(new ReferencedInstance(UID.CTImageStorage, "../../1")))
                .toAttributes();
        try (DimseClient client = user()) {
            assertThat(action(client, 2, whole)).isEqualTo(Status.NoSuchActionType);
            assertThat(action(client, 1, without)).isEqualTo(Status.InvalidArgumentValue);
            assertThat(action(client, 1, path)).isEqualTo(Status.InvalidArgumentValue);
            assertThat(client.action(UID.StorageCommitmentPushModel, "1.2.3", 1, whole)
                            .status())
                    .isEqualTo(Status.NoSuchObjectInstance);
        }
        assertThat(requested).isEmpty();
    }

    private DimseClient user() throws IOException {
        return Loopback.connect(server, UID.StorageCommitmentPushModel, ClientOptions.DEFAULT);
    }

    private static int action(DimseClient client, int type, Attributes information) throws IOException {
        return client.action(UID.StorageCommitmentPushModel, UID.StorageCommitmentPushModelInstance, type, information)
                .status();
    }
}
