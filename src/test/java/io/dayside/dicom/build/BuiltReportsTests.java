package io.dayside.dicom.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.build.BasicTextReportBuilder.Section;
import io.dayside.dicom.build.ContentItem.Shape;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltReportsTests {

    private static final Code NODULE = new Code("27925004", "SCT", "Nodule");
    private static final Code LUNG = new Code("39607008", "SCT", "Lung");

    @TempDir
    private Path folder;

    private final StudyContext context = BuiltObjects.context();
    private final List<Attributes> slices = BuiltObjects.slices(context, 2);
    private final InstanceReference first = InstanceReference.to(slices.getFirst());
    private final InstanceReference second = InstanceReference.to(slices.getLast());

    @Test
    void basicTextReportsAreDumped() throws Exception {
        Attributes report = new BasicTextReportBuilder(
                        BuiltObjects.identity(context, 7),
                        new Code("18748-4", "LN", "Diagnostic imaging study"),
                        BuiltObjects.ENGLISH)
                .observer("Reader^Ruth")
                .section(Section.FINDINGS, "Nodule of 5 mm, “solid”.", first)
                .section(Section.IMPRESSION, "Likely benign.")
                .evidence(second)
                .verified(new Verification(
                        "Reader^Ruth", "Dayside", BuiltObjects.STARTED.atOffset(ZoneOffset.ofHours(1))))
                .build();
        assertThat(Judges.dumped(report, folder))
                .contains("Findings", "Likely benign.", "“solid”", "Reader^Ruth", "VERIFIED");
        Attributes evidence = report.getSequence(Tag.CurrentRequestedProcedureEvidenceSequence)
                .getFirst();
        assertThat(evidence.getString(Tag.StudyInstanceUID)).isEqualTo(context.studyInstanceUid());
        assertThat(evidence.getSequence(Tag.ReferencedSeriesSequence)).hasSize(1);
        assertThat(evidence.getSequence(Tag.ReferencedSeriesSequence).getFirst().getSequence(Tag.ReferencedSOPSequence))
                .hasSize(2);
    }

    @Test
    void measurementReportsInPicturesAreComprehensive() throws Exception {
        Attributes report = new MeasurementReportBuilder(BuiltObjects.identity(context, 8), BuiltObjects.CT)
                .observer("Reader^Ruth")
                .image(first)
                .image(second)
                .group(MeasurementGroup.of("Nodule 1")
                        .finding(NODULE)
                        .site(LUNG)
                        .region(Shape.POLYLINE, first, 1, 1, 5, 1, 5, 5, 1, 1)
                        .measure(Code.AREA, 8, Code.SQUARE_MILLIMETRE))
                .group(MeasurementGroup.of("Nodule 2")
                        .finding(NODULE)
                        .measureAlong(Code.LENGTH, 4.25, Code.MILLIMETRE, second, 1, 1, 5.25, 1))
                .build();
        assertThat(report.getString(Tag.SOPClassUID)).isEqualTo(UID.ComprehensiveSRStorage);
        assertThat(Judges.dumped(report, folder))
                .contains("Imaging Measurement Report", "Nodule 1", "4.25", "SCOORD", "Length");
    }

    @Test
    void measurementReportsInSpaceAndOfSegmentsAreComprehensive3d() throws Exception {
        InstanceReference segmentation = new InstanceReference(
                context.studyInstanceUid(), "1.2.3.5", UID.SegmentationStorage, "1.2.3.6", List.of());
        String frameOfReference = slices.getFirst().getString(Tag.FrameOfReferenceUID, "");
        Attributes report = new MeasurementReportBuilder(BuiltObjects.identity(context, 8), BuiltObjects.CT)
                .observingDevice("1.2.3.7", "finder")
                .group(MeasurementGroup.of("Mass")
                        .finding(NODULE)
                        .segment(segmentation, 1, first, second)
                        .measure(Code.VOLUME, 120.5, Code.CUBIC_MILLIMETRE))
                .group(MeasurementGroup.of("Other")
                        .finding(NODULE)
                        .regionInSpace(Shape.POLYGON, frameOfReference, 0, 0, 0, 4, 0, 0, 4, 4, 0, 0, 0, 0)
                        .measure(Code.AREA, 8, Code.SQUARE_MILLIMETRE))
                .build();
        assertThat(report.getString(Tag.SOPClassUID)).isEqualTo(UID.Comprehensive3DSRStorage);
        assertThat(Judges.dumped(report, folder)).contains("SCOORD3D", "120.5", "finder");
    }

    @Test
    void keyObjectsAreDumped() throws Exception {
        Attributes selection = new KeyObjectSelectionBuilder(
                        BuiltObjects.identity(context, 9), KeyObjectSelectionBuilder.OF_INTEREST)
                .description("The nodule")
                .image(first)
                .image(second)
                .build();
        assertThat(Judges.dumped(selection, folder)).contains("Of Interest", "The nodule");
        assertThatThrownBy(() -> new KeyObjectSelectionBuilder(
                                BuiltObjects.identity(context, 9), KeyObjectSelectionBuilder.OF_INTEREST)
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void presentationStatesAreValid() throws Exception {
        DicomFile read = Judges.valid(
                new PresentationStateBuilder(BuiltObjects.identity(context, 10), "BONE", slices)
                        .description("Bone window")
                        .creator("Reader^Ruth")
                        .window(500, 2000)
                        .text("Nodule", 3, 4)
                        .polyline(1, 1, 5, 5)
                        .circle(5, 5, 7, 5)
                        .build(),
                folder);
        Attributes state = read.dataset();
        assertThat(state.getString(Tag.RescaleType)).isEqualTo("HU");
        assertThat(state.getSequence(Tag.ReferencedSeriesSequence).getFirst().getSequence(Tag.ReferencedImageSequence))
                .extracting(image -> image.getString(Tag.ReferencedSOPInstanceUID))
                .containsExactly(first.sopInstanceUid(), second.sopInstanceUid());
        Attributes plain = new PresentationStateBuilder(BuiltObjects.identity(context, 10), "PLAIN", slices).build();
        Judges.valid(plain, folder);
        assertThat(plain.contains(Tag.GraphicLayerSequence)).isFalse();
    }
}
