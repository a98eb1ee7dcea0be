package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.CtSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of where frames lie: within bounds, each hospital's by itself. */
class FrameIndexesTests {

    private final FrameIndex ofASlice = index(1);
    private final FrameIndexes indexes = new FrameIndexes(10 * ofASlice.weight(), 25 * ofASlice.weight());

    @Test
    void ofManyTheLastThatWereAskedForAreKept() {
        for (int i = 0; i < 10; i++) {
            indexes.keep(NORTHGATE, place(i), ofASlice);
        }
        indexes.find(NORTHGATE, place(0));
        indexes.keep(NORTHGATE, place(10), ofASlice);

        assertThat(indexes.find(NORTHGATE, place(0))).isSameAs(ofASlice);
        assertThat(indexes.find(NORTHGATE, place(1))).isNull();
        assertThat(indexes.weight(NORTHGATE)).isEqualTo(10 * ofASlice.weight());
    }

    @Test
    void oneHospitalsTakeNoRoomOfAnothersAndAreNotFoundThere() {
        indexes.keep(HARBOUR, place(0), ofASlice);
        for (int i = 1; i < 100; i++) {
            indexes.keep(NORTHGATE, place(i), ofASlice);
        }

        assertThat(indexes.find(HARBOUR, place(0))).isSameAs(ofASlice);
        assertThat(indexes.find(HARBOUR, place(99))).isNull();
    }

    @Test
    void whereAllTogetherHaveTooManyTheHospitalWithMostGivesWay() {
        var hospitals = IntStream.range(0, 6)
                .mapToObj(i -> new TenantId("hospital-" + i))
                .toList();
        for (int i = 0; i < 3; i++) {
            indexes.keep(hospitals.getFirst(), place(i), ofASlice);
        }
        for (var hospital : hospitals.subList(1, 6)) {
            for (int i = 0; i < 10; i++) {
                indexes.keep(hospital, place(i), ofASlice);
            }
        }

        assertThat(hospitals.stream().mapToInt(indexes::weight).sum()).isEqualTo(25 * ofASlice.weight());
        assertThat(indexes.weight(hospitals.getFirst())).as("of who has few").isEqualTo(3 * ofASlice.weight());
    }

    @Test
    void anObjectOfVeryManyFragmentsIsRememberedAsOneToBeReadByItsStream() {
        var large = index(1000);

        assertThat(large.length(0)).isPositive();
        assertThat(indexes.keep(NORTHGATE, place(0), large)).isSameAs(FrameIndex.NONE);
        assertThat(FrameIndex.NONE.length(0)).isZero();
        assertThat(indexes.weight(NORTHGATE)).isEqualTo(FrameIndex.NONE.weight());
    }

    @Test
    void whatIsForgottenWeighsNothing() {
        indexes.keep(NORTHGATE, place(0), ofASlice);
        indexes.keep(NORTHGATE, place(0), ofASlice);
        indexes.forget(NORTHGATE, place(0));
        indexes.forget(NORTHGATE, place(0));

        assertThat(indexes.find(NORTHGATE, place(0))).isNull();
        assertThat(indexes.weight(NORTHGATE)).isZero();
    }

    private static Placement place(int number) {
        return new Placement("segments/one.seg", number, 400, 1000);
    }

    private static FrameIndex index(int fragments) {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        dataset.setFragments(
                new Fragments(Tag.PixelData, VR.OB, new byte[0], Collections.nCopies(fragments, new byte[4])));
        var object = new ByteArrayOutputStream();
        try {
            DicomFile.write(
                    object, FileMetaInformation.of(UID.CTImageStorage, slice.sopUid(), UID.RLELossless), dataset);
            return FrameIndex.of(FrameBytes.of(object.toByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
