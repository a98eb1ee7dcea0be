package io.dayside.triage.pixels;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.Rendering;
import io.dayside.dicom.frame.Rescale;
import io.dayside.dicom.frame.Samples;
import io.dayside.triage.model.Plane;
import java.io.IOException;
import java.io.InputStream;

/** The pictures of one DICOM object. */
public final class DicomPicture {

    private final Attributes dataset;
    private final FrameSource frames;

    private DicomPicture(Attributes dataset, FrameSource frames) {
        this.dataset = dataset;
        this.frames = frames;
    }

    /** Reads a Part 10 stream to its end. */
    public static DicomPicture read(InputStream in) throws IOException, UnreadablePixels {
        try {
            DicomFile file = DicomFile.read(in);
            return new DicomPicture(file.dataset(), FrameSource.of(file));
        } catch (MalformedDataset e) {
            throw new UnreadablePixels("the object is malformed");
        } catch (CannotDecode e) {
            throw new UnreadablePixels("unreadable pixels: " + e.getMessage());
        }
    }

    public int frames() {
        return frames.frames();
    }

    /** Empty where the object does not say. */
    public String modality() {
        return dataset.getString(Tag.Modality, "");
    }

    /** Distance between rows; 0 where the object does not say or says nonsense. */
    public double spacingMm() {
        double[] spacing = dataset.getDoubles(Tag.PixelSpacing);
        return spacing.length > 0 && spacing[0] > 0.01 && spacing[0] < 20 ? spacing[0] : 0;
    }

    /**
     * Hounsfield units for computed tomography; otherwise grey in which high is white.
     *
     * @param frame from 0
     */
    public Plane plane(int frame) throws UnreadablePixels {
        try {
            Samples samples = frames.decode(frame);
            return switch (samples.photometric()) {
                case "PALETTE COLOR" -> luminance(Rendering.applyPalette(samples, dataset));
                default -> samples.samplesPerPixel() == 3 ? luminance(samples) : grey(samples, frame);
            };
        } catch (CannotDecode e) {
            throw new UnreadablePixels("unreadable pixels: " + e.getMessage());
        }
    }

    private Plane grey(Samples samples, int frame) {
        Rescale rescale = Rescale.of(dataset, frame);
        float sign = samples.photometric().equals("MONOCHROME1") ? -1 : 1;
        float[] values = new float[samples.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sign * (float) rescale.apply(samples.get(i));
        }
        return new Plane(values, samples.rows(), samples.columns());
    }

    /** ITU-R BT.601. */
    private static Plane luminance(Samples samples) {
        float[] values = new float[samples.rows() * samples.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.299f * samples.get(3 * i) + 0.587f * samples.get(3 * i + 1) + 0.114f * samples.get(3 * i + 2);
        }
        return new Plane(values, samples.rows(), samples.columns());
    }
}
