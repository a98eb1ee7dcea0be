package io.dayside.demo;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.UIDs;
import io.dayside.tenancy.Priority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/** Makes a study of a fictional patient and sends it as the hospital would: order first, then images. */
final class SimulatedStudies {

    /** What is examined and what it shows. */
    enum Scene {
        HEAD_CT(
                "CT",
                "CT head without contrast",
                "Fall from standing height this morning, mild headache. Simulated request."),
        HEAD_CT_HAEMORRHAGE(
                "CT", "CT head without contrast", "Sudden headache and left sided weakness. Simulated request."),
        CHEST("DX", "X-ray chest PA", "Cough for two weeks. Simulated request."),
        CHEST_PNEUMOTHORAX("DX", "X-ray chest PA", "Sudden chest pain on the right, breathless. Simulated request.");

        private final String modality;
        private final String procedure;
        private final String history;

        Scene(String modality, String procedure, String history) {
            this.modality = modality;
            this.procedure = procedure;
            this.history = history;
        }
    }

    /** Where Dayside's doors are. */
    record Doors(InetSocketAddress hl7, InetSocketAddress dicom) {}

    private final Doors doors;
    private final Clock clock;

    SimulatedStudies(Doors doors, Clock clock) {
        this.doors = doors;
        this.clock = clock;
    }

    /**
     * Sends one study and returns when the last image was stored.
     *
     * @throws IOException when a door does not answer or refuses
     */
    StudyHeader send(SimulatedHospital hospital, Scene scene, long seed, Priority priority) throws IOException {
        String device = hospital.device(scene.modality);
        StudyHeader header = header(hospital, seed, LocalDateTime.now(clock.withZone(hospital.zone())), device);
        var refusal = new OrderLine(doors.hl7(), hospital.orders(), clock)
                .place(PlacedRequest.of(header, priority, scene.procedure, scene.history));
        if (refusal.isPresent()) {
            throw new IOException("order refused: " + refusal.get());
        }
        StoreLine.sendAll(doors.dicom(), device, hospital.aeTitle(), objects(scene, header, seed));
        return header;
    }

    private static List<Attributes> objects(Scene scene, StudyHeader header, long seed) {
        return switch (scene) {
            case HEAD_CT -> PhantomStudies.headCt(header, seed, false);
            case HEAD_CT_HAEMORRHAGE -> PhantomStudies.headCt(header, seed, true);
            case CHEST -> PhantomStudies.chest(header, seed, false);
            case CHEST_PNEUMOTHORAX -> PhantomStudies.chest(header, seed, true);
        };
    }

    /** A fictional patient with numbers of the hospital's own. */
    static StudyHeader header(SimulatedHospital hospital, long seed, LocalDateTime performed, String device) {
        var patient = FictionalPatients.of(seed, performed.toLocalDate());
        String number =
                Long.toString(Math.floorMod(seed, 1_000_000_000_000L), 36).toUpperCase(Locale.ROOT);
        return new StudyHeader(
                UIDs.random(),
                hospital.numberPrefix() + "-P" + number,
                hospital.aeTitle(),
                patient.name(),
                patient.birthDate(),
                patient.sex(),
                hospital.numberPrefix() + number,
                "Overdorf^Jana",
                performed,
                hospital.name(),
                device);
    }
}
