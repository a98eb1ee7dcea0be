package io.dayside.intake;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UIDs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a performed procedure step says of the studies it belongs to; PS3.4 table F.7.2-1.
 *
 * @param studies of the scheduled steps that it performs
 * @param series that it made
 * @param instances that it made, images and others
 */
record StepContent(
        PerformedStep.Status status,
        String modality,
        Set<String> studies,
        Set<String> series,
        Set<String> instances,
        byte[] dataset) {

    /** PS3.5 6.2, value representation CS, without spaces. */
    private static final Pattern MODALITY = Pattern.compile("[A-Z0-9_]{1,16}");

    static StepContent of(Attributes step) throws IOException {
        var performed = step.getSequence(Tag.PerformedSeriesSequence);
        var modality = step.getString(Tag.Modality, "");
        return new StepContent(
                status(step),
                MODALITY.matcher(modality).matches() ? modality : "",
                uids(step.getSequence(Tag.ScheduledStepAttributesSequence).stream(), Tag.StudyInstanceUID),
                uids(performed.stream(), Tag.SeriesInstanceUID),
                uids(
                        performed.stream()
                                .flatMap(series -> Stream.concat(
                                        series.getSequence(Tag.ReferencedImageSequence).stream(),
                                        series
                                                .getSequence(Tag.ReferencedNonImageCompositeSOPInstanceSequence)
                                                .stream())),
                        Tag.ReferencedSOPInstanceUID),
                encoded(step));
    }

    private static PerformedStep.Status status(Attributes step) {
        return switch (step.getString(Tag.PerformedProcedureStepStatus, "")) {
            case "COMPLETED" -> PerformedStep.Status.COMPLETED;
            case "DISCONTINUED" -> PerformedStep.Status.DISCONTINUED;
            default -> PerformedStep.Status.IN_PROGRESS;
        };
    }

    private static Set<String> uids(Stream<Attributes> items, int tag) {
        return items.map(item -> item.getString(tag, "")).filter(UIDs::isValid).collect(Collectors.toUnmodifiableSet());
    }

    private static byte[] encoded(Attributes step) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, TransferSyntax.EXPLICIT_LITTLE, step);
        return bytes.toByteArray();
    }

    static Attributes decoded(byte[] dataset) throws IOException {
        try {
            return new DicomInput(dataset, TransferSyntax.EXPLICIT_LITTLE, DicomLimits.DEFAULT).readDataset();
        } catch (MalformedDataset e) {
            throw new IOException("a stored step cannot be read", e);
        }
    }
}
