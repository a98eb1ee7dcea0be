package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PS3.4 F.7, over real associations. */
class PerformedProcedureStepTests {

    private final Map<String, Attributes> steps = new ConcurrentHashMap<>();
    private DimseServer server;
    private DimseClient modality;

    @BeforeEach
    void connect() throws IOException {
        server = Loopback.serve(new PerformedProcedureStepService(new Store()));
        modality = Loopback.connect(server, UID.ModalityPerformedProcedureStep, ClientOptions.DEFAULT);
    }

    @AfterEach
    void disconnect() {
        modality.close();
        server.close();
    }

    private final class Store implements PerformedProcedureStepStore {

        @Override
        public boolean create(AssociationInfo association, String sopInstanceUid, Attributes step) {
            return steps.putIfAbsent(sopInstanceUid, step) == null;
        }

        @Override
        public @Nullable Attributes change(AssociationInfo association, String sopInstanceUid, Change change)
                throws IOException {
            Attributes step = steps.get(sopInstanceUid);
            if (step == null) {
                return null;
            }
            Attributes changed = change.apply(step);
            steps.put(sopInstanceUid, changed);
            return changed;
        }
    }

    @Test
    void stepIsBegunChangedAndCompleted() throws IOException {
        String uid = UIDs.random();
        assertStatus(Status.Success, create(uid, "IN PROGRESS"));
        assertStatus(Status.Success, set(uid, new Attributes().setString(Tag.PerformedProcedureStepID, VR.SH, "PPS1")));
        assertStatus(Status.Success, set(uid, status("COMPLETED")));
        modality.release();
        assertThat(value(uid, Tag.PerformedProcedureStepStatus)).isEqualTo("COMPLETED");
        assertThat(value(uid, Tag.PerformedProcedureStepID)).isEqualTo("PPS1");
        assertThat(value(uid, Tag.Modality)).isEqualTo("CT");
    }

    @Test
    void stepWithoutUidIsGivenOne() throws IOException {
        DimseResponse response = create(null, "IN PROGRESS");
        assertStatus(Status.Success, response);
        assertThat(steps).containsOnlyKeys(response.affectedSopInstanceUid());
    }

    @Test
    void finishedStepIsNotChanged() throws IOException {
        for (String end : new String[] {"COMPLETED", "DISCONTINUED"}) {
            String uid = UIDs.random();
            create(uid, "IN PROGRESS");
            set(uid, status(end));
            assertStatus(Status.ProcessingFailure, set(uid, status("IN PROGRESS")));
            assertThat(value(uid, Tag.PerformedProcedureStepStatus)).isEqualTo(end);
        }
    }

    @Test
    void whatTheStandardForbidsIsRefusedWithItsStatus() throws IOException {
        String uid = UIDs.random();
        assertStatus(Status.InvalidAttributeValue, create(uid, "COMPLETED"));
        assertStatus(Status.NoSuchObjectInstance, set(uid, status("COMPLETED")));
        create(uid, "IN PROGRESS");
        assertStatus(Status.DuplicateSOPInstance, create(uid, "IN PROGRESS"));
        assertStatus(Status.InvalidAttributeValue, set(uid, status("ALMOST")));
        assertStatus(Status.UnrecognizedOperation, modality.delete(UID.ModalityPerformedProcedureStep, uid));
        assertThat(value(uid, Tag.PerformedProcedureStepStatus)).isEqualTo("IN PROGRESS");
    }

    @Test
    void dcm03InstanceThatIsNoUidIsRefused() throws IOException {
        assertStatus(Status.InvalidObjectInstance, create("../../etc/passwd", "IN PROGRESS"));
        assertStatus(Status.InvalidObjectInstance, set("1.2/3", status("COMPLETED")));
        assertThat(steps).isEmpty();
    }

    private DimseResponse create(@Nullable String uid, String status) throws IOException {
        return modality.create(
                UID.ModalityPerformedProcedureStep, uid, status(status).setString(Tag.Modality, VR.CS, "CT"));
    }

    private DimseResponse set(String uid, Attributes modifications) throws IOException {
        return modality.set(UID.ModalityPerformedProcedureStep, uid, modifications);
    }

    private @Nullable String value(String uid, int tag) {
        Attributes step = steps.get(uid);
        return step == null ? null : step.getString(tag);
    }

    private static Attributes status(String status) {
        return new Attributes().setString(Tag.PerformedProcedureStepStatus, VR.CS, status);
    }

    private static void assertStatus(int expected, DimseResponse response) {
        assertThat(Integer.toHexString(response.status())).isEqualTo(Integer.toHexString(expected));
    }
}
