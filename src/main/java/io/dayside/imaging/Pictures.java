package io.dayside.imaging;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameGeometry;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.FunctionalGroups;
import io.dayside.dicom.frame.Rescale;
import io.dayside.dicom.frame.Window;
import io.dayside.imaging.StudyManifest.GreyWindow;
import io.dayside.imaging.StudyManifest.Instance;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an object's header says about its picture. */
final class Pictures {

    /** As many as the browser is asked to know of. */
    static final int MAX_FRAMES = 20_000;

    static final String TOO_MANY_FRAMES = "The picture has more than " + MAX_FRAMES + " frames";

    private static final int BITS_OF_COLOUR = 8;

    private Pictures() {}

    /** Describes the picture, or says in plain words why it cannot be shown. */
    static Instance describe(ArchivedInstance instance, Attributes header) {
        var reason = whyNot(instance, header);
        if (reason != null) {
            return notViewable(instance, reason);
        }
        try {
            return viewable(instance, header, FrameGeometry.of(header));
        } catch (CannotDecode e) {
            return notViewable(instance, words(e));
        }
    }

    private static @Nullable String whyNot(ArchivedInstance instance, Attributes header) {
        var syntax = TransferSyntax.of(instance.transferSyntaxUid());
        if (!header.containsValue(Tag.Rows)) {
            return "This object holds no picture";
        }
        if (!FrameSource.decodes(syntax)) {
            return "The picture is compressed as " + syntax.name() + ", which cannot be shown here yet";
        }
        return null;
    }

    static String words(CannotDecode problem) {
        return "The picture cannot be shown: " + problem.getMessage();
    }

    private static Instance viewable(ArchivedInstance instance, Attributes header, FrameGeometry geometry) {
        var reason = unshowable(geometry);
        if (reason != null) {
            return notViewable(instance, reason);
        }
        boolean grey = geometry.isMonochrome();
        var rescale = grey ? Rescale.of(header) : Rescale.IDENTITY;
        return new Instance(
                instance.sopInstanceUid(),
                instance.instanceNumber(),
                geometry.frames(),
                geometry.rows(),
                geometry.columns(),
                grey ? geometry.bitsStored() : BITS_OF_COLOUR,
                grey && geometry.signed(),
                grey ? 1 : 3,
                grey ? geometry.photometric() : "RGB",
                rescale.slope(),
                rescale.intercept(),
                false,
                grey ? window(header) : null,
                spacing(header),
                position(header),
                orientation(header),
                thickness(header),
                framesUrl(instance),
                true,
                null);
    }

    private static @Nullable String unshowable(FrameGeometry geometry) {
        if (geometry.frames() > MAX_FRAMES) {
            return TOO_MANY_FRAMES;
        }
        return switch (geometry.photometric()) {
            case "MONOCHROME1", "MONOCHROME2" ->
                geometry.samplesPerPixel() == 1 && geometry.bitsAllocated() <= 16
                        ? null
                        : "Grey pictures of " + geometry.bitsAllocated() + " bits cannot be shown here yet";
            case "RGB", "YBR_FULL", "YBR_FULL_422" ->
                geometry.samplesPerPixel() == 3 && geometry.bitsAllocated() == BITS_OF_COLOUR
                        ? null
                        : "Colour pictures of " + geometry.bitsAllocated() + " bits cannot be shown here yet";
            case "PALETTE COLOR" -> geometry.samplesPerPixel() == 1 ? null : "The palette has several samples a pixel";
            default -> "This kind of colour cannot be shown here yet";
        };
    }

    private static @Nullable GreyWindow window(Attributes header) {
        return Window.of(header, 0)
                .filter(window -> window.width() >= 1)
                .map(window -> new GreyWindow(window.centre(), window.width()))
                .orElse(null);
    }

    /** Of the patient where it is known, otherwise of the detector. */
    static double @Nullable [] spacing(Attributes header) {
        var ofPatient =
                positive(numbers(FunctionalGroups.find(header, 0, Tag.PixelMeasuresSequence), Tag.PixelSpacing, 2));
        return ofPatient != null ? ofPatient : positive(numbers(header, Tag.ImagerPixelSpacing, 2));
    }

    static double @Nullable [] position(Attributes header) {
        return numbers(FunctionalGroups.find(header, 0, Tag.PlanePositionSequence), Tag.ImagePositionPatient, 3);
    }

    static double @Nullable [] orientation(Attributes header) {
        return numbers(FunctionalGroups.find(header, 0, Tag.PlaneOrientationSequence), Tag.ImageOrientationPatient, 6);
    }

    private static double @Nullable [] positive(double @Nullable [] values) {
        return values != null && Arrays.stream(values).allMatch(value -> value > 0) ? values : null;
    }

    static @Nullable Double thickness(Attributes header) {
        var values = numbers(FunctionalGroups.find(header, 0, Tag.PixelMeasuresSequence), Tag.SliceThickness, 1);
        return values == null ? null : values[0];
    }

    private static double @Nullable [] numbers(Attributes source, int tag, int count) {
        var values = source.getDoubles(tag);
        return values.length == count && Arrays.stream(values).allMatch(Double::isFinite) ? values : null;
    }

    static Instance notViewable(ArchivedInstance instance, String reason) {
        return new Instance(
                instance.sopInstanceUid(),
                instance.instanceNumber(),
                instance.frames(),
                instance.rows(),
                instance.columns(),
                0,
                false,
                1,
                "MONOCHROME2",
                1,
                0,
                false,
                null,
                null,
                null,
                null,
                null,
                framesUrl(instance),
                false,
                reason);
    }

    static String framesUrl(ArchivedInstance instance) {
        return "/viewer/%s/instances/%s/frames".formatted(instance.study().tenant(), instance.sopInstanceUid());
    }
}
