package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomStudiesTests {

    static StudyHeader header(String studyUid) {
        return new StudyHeader(
                studyUid,
                "NG-000017",
                "NORTHGATE",
                "Beispieler^Käthe",
                LocalDate.of(1961, 2, 3),
                "F",
                "NG24000017",
                "Ward^Anna",
                LocalDateTime.of(2026, 11, 24, 8, 30),
                "Spital Älpli",
                "NG_CT1");
    }

    @Test
    void aHeadCtIsAcceptedByOtherPeoplesTools(@TempDir Path folder) throws Exception {
        List<Attributes> objects = PhantomStudies.headCt(header("2.25.42"), 5, true);

        assertThat(objects).hasSizeBetween(24, 34);
        DicomValidity.assertAccepted(objects.getFirst(), folder);
        DicomValidity.assertAccepted(objects.get(15), folder);
    }

    @Test
    void slicesStandInOneSeriesWithAscendingPositionsAndUidsOfTheirOwn() {
        List<Attributes> objects = PhantomStudies.headCt(header("2.25.42"), 6, false);

        assertThat(objects)
                .extracting(each -> each.getString(Tag.SOPInstanceUID))
                .doesNotHaveDuplicates();
        assertThat(objects)
                .extracting(each -> each.getString(Tag.SeriesInstanceUID))
                .containsOnly(objects.getFirst().getString(Tag.SeriesInstanceUID));
        assertThat(objects)
                .extracting(each -> each.getDoubles(Tag.ImagePositionPatient)[2])
                .isSorted();
    }

    @Test
    void sendingTheSameStudyTwiceIsTheSameObjects() {
        Attributes once = PhantomStudies.chest(header("2.25.42"), 5, true).getFirst();
        Attributes again = PhantomStudies.chest(header("2.25.42"), 5, true).getFirst();
        Attributes other = PhantomStudies.chest(header("2.25.43"), 5, true).getFirst();

        assertThat(again.getString(Tag.SOPInstanceUID)).isEqualTo(once.getString(Tag.SOPInstanceUID));
        assertThat(again.getBytes(Tag.PixelData)).isEqualTo(once.getBytes(Tag.PixelData));
        assertThat(other.getString(Tag.SOPInstanceUID)).isNotEqualTo(once.getString(Tag.SOPInstanceUID));
    }

    @Test
    void aChestFilmIsAcceptedByOtherPeoplesTools(@TempDir Path folder) throws IOException, InterruptedException {
        DicomValidity.assertAccepted(
                PhantomStudies.chest(header("2.25.44"), 5, true).getFirst(), folder);
    }

    @Test
    void fictionalPatientsFollowFromTheirSeed() {
        LocalDate today = LocalDate.of(2026, 11, 24);

        assertThat(FictionalPatients.of(7, today)).isEqualTo(FictionalPatients.of(7, today));
        assertThat(FictionalPatients.of(7, today).birthDate()).isBefore(today.minusYears(18));
    }
}
