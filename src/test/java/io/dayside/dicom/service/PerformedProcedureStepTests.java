package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Sequence;
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
        assertStatus(Status.Success, set(uid, end("COMPLETED")));
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
            assertStatus(Status.Success, set(uid, end(end)));
            DimseResponse refusal = set(uid, status("IN PROGRESS"));
            assertStatus(Status.ProcessingFailure, refusal);
            assertThat(refusal.errorId()).isEqualTo(0xA710);
            assertThat(value(uid, Tag.PerformedProcedureStepStatus)).isEqualTo(end);
        }
    }

    /** PS3.4 table F.7.2-1. */
    @Test
    void stepDoesNotEndWithoutWhatItsFinalStateNeeds() throws IOException {
        String uid = UIDs.random();
        create(uid, "IN PROGRESS");
        for (String end : new String[] {"COMPLETED", "DISCONTINUED"}) {
            assertMissing("PerformedProcedureStepEndDate", uid, status(end));
            assertMissing("PerformedProcedureStepEndTime", uid, without(end(end), Tag.PerformedProcedureStepEndTime));
            assertMissing("PerformedSeriesSequence", uid, without(end(end), Tag.PerformedSeriesSequence));
            for (int tag : new int[] {Tag.SeriesInstanceUID, Tag.ProtocolName}) {
                Attributes step = end(end);
                step.getSequence(Tag.PerformedSeriesSequence).getLast().remove(tag);
                assertMissing("series 2: ", uid, step);
            }
            assertThat(value(uid, Tag.PerformedProcedureStepStatus)).isEqualTo("IN PROGRESS");
        }
    }

    @Test
    void whatItsFinalStateNeedsMayHaveBeenSetBefore() throws IOException {
        String uid = UIDs.random();
        create(uid, "IN PROGRESS");
        assertStatus(Status.Success, set(uid, end("IN PROGRESS")));
        assertStatus(Status.Success, set(uid, status("COMPLETED")));
    }

    private void assertMissing(String what, String uid, Attributes modifications) throws IOException {
        DimseResponse response = set(uid, modifications);
        assertStatus(Status.MissingAttributeValue, response);
        assertThat(response.errorComment()).contains(what).contains("is missing");
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

    private static Attributes end(String status) {
        Attributes step = status(status)
                .setString(Tag.PerformedProcedureStepEndDate, VR.DA, "20260102")
                .setString(Tag.PerformedProcedureStepEndTime, VR.TM, "0304");
        Sequence series = step.newSequence(Tag.PerformedSeriesSequence);
        for (int number = 1; number <= 2; number++) {
            series.addItem()
                    .setString(Tag.SeriesInstanceUID, VR.UI, "1.2.3." + number)
                    .setString(Tag.ProtocolName, VR.LO, "HEAD");
        }
        return step;
    }

    private static Attributes without(Attributes step, int tag) {
        step.remove(tag);
        return step;
    }

    private static void assertStatus(int expected, DimseResponse response) {
        assertThat(Integer.toHexString(response.status())).isEqualTo(Integer.toHexString(expected));
    }
}
