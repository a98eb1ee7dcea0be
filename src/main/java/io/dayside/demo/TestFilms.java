package io.dayside.demo;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

/**
 * Ten chest films for the practical test {@code chest-with-ai}, the same each time, five of them with a pneumothorax. Nobody
 * is shown on them, and each says that no identity is left in it.
 */
public final class TestFilms {

    /** Which show a pneumothorax, by their number, from 1. */
    static final List<Integer> WITH_PNEUMOTHORAX = List.of(1, 3, 4, 7, 9);

    static final int FILMS = 10;
    private static final long SEED = 7000;
    private static final LocalDateTime TAKEN = LocalDateTime.of(2026, 1, 15, 9, 30);

    private TestFilms() {}

    /** @return Study Instance UID of a film, the same on every machine */
    static String studyInstanceUid(int number) {
        return UIDs.of(UUID.nameUUIDFromBytes(
                "practical test chest-with-ai film %d".formatted(number).getBytes(StandardCharsets.UTF_8)));
    }

    static void send(InetSocketAddress dicom, SimulatedHospital library) throws IOException {
        send(dicom, library.device("DX"), library.aeTitle());
    }

    /** Stores all of them there and returns when the last was acknowledged. */
    public static void send(InetSocketAddress dicom, String callingAet, String calledAet) throws IOException {
        for (int number = 1; number <= FILMS; number++) {
            StoreLine.sendAll(dicom, callingAet, calledAet, List.of(film(number)));
        }
    }

    static Attributes film(int number) {
        var header = new StudyHeader(
                studyInstanceUid(number),
                "TEST-%02d".formatted(number),
                "TEST",
                "Test^Film",
                LocalDate.of(1970, 1, 1),
                "O",
                "",
                "",
                TAKEN,
                "Reading Academy",
                "PHANTOM");
        return PhantomStudies.chest(header, SEED + number, WITH_PNEUMOTHORAX.contains(number))
                .getFirst()
                .setString(Tag.PatientIdentityRemoved, VR.CS, "YES")
                .setString(Tag.DeidentificationMethod, VR.LO, "Computed; shows nobody");
    }
}
