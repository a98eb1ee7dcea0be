package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments of single-frame images that share a coordinate system and a size, PS3.3 A.51: binary, or fractional with
 * probabilities. Each mask becomes a frame; images on which nothing is segmented have none.
 */
public final class SegmentationBuilder {

    private static final Code SEGMENTATION = Code.dcm("113076", "Segmentation");
    private static final Code SOURCE = Code.dcm("121322", "Source image for image processing operation");
    private static final int MAX_FRACTION = 255;

    private record Mask(int segmentNumber, Attributes image, byte[] pixels) {}

    private final ObjectIdentity identity;
    private final String label;
    private final boolean fractional;
    private final List<Attributes> images;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Mask> masks = new ArrayList<>();

    private SegmentationBuilder(ObjectIdentity identity, String label, List<Attributes> images, boolean fractional) {
        for (Attributes image : images) {
            requireComparable(image, images.getFirst());
        }
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a segmentation is of images");
        }
        this.identity = identity;
        this.label = label;
        this.images = List.copyOf(images);
        this.fractional = fractional;
    }

    /**
     * @param label a word in capitals that names the content, such as NODULES
     * @param images data sets of the images in order; their pixel data are not needed
     */
    public static SegmentationBuilder binary(ObjectIdentity identity, String label, List<Attributes> images) {
        return new SegmentationBuilder(identity, label, images, false);
    }

    /** Like {@link #binary}, of masks that hold probabilities. */
    public static SegmentationBuilder probabilities(ObjectIdentity identity, String label, List<Attributes> images) {
        return new SegmentationBuilder(identity, label, images, true);
    }

    private static void requireComparable(Attributes image, Attributes first) {
        boolean located = image.getDoubles(Tag.ImagePositionPatient).length == 3
                && image.getDoubles(Tag.ImageOrientationPatient).length == 6
                && image.getDoubles(Tag.PixelSpacing).length == 2;
        if (!located || image.getInt(Tag.NumberOfFrames, 1) != 1) {
            throw new IllegalArgumentException("the images have one frame each, with its place in the patient");
        }
        boolean same = image.getInt(Tag.Rows, 0) == first.getInt(Tag.Rows, 0)
                && image.getInt(Tag.Columns, 0) == first.getInt(Tag.Columns, 0)
                && image.getString(Tag.FrameOfReferenceUID, "").equals(first.getString(Tag.FrameOfReferenceUID, ""));
        if (!same) {
            throw new IllegalArgumentException("the images share a size and a frame of reference");
        }
    }

    /** Adds a segment; segments are numbered from 1 in the order of these calls. */
    public SegmentationBuilder segment(Segment segment) {
        segments.add(segment);
        return this;
    }

    /**
     * Adds the mask of one image for the segment added last.
     *
     * @param image index from 0
     * @param pixels row by row; binary: 0 or not; fractional: 0 to 255 for certain. Not copied
     */
    public SegmentationBuilder mask(int image, byte[] pixels) {
        if (segments.isEmpty()) {
            throw new IllegalStateException("a mask belongs to a segment");
        }
        if (pixels.length != rows() * columns()) {
            throw new IllegalArgumentException(
                    "%d by %d pixels are not %d".formatted(rows(), columns(), pixels.length));
        }
        masks.add(new Mask(segments.size(), images.get(image), pixels));
        return this;
    }

    private int rows() {
        return images.getFirst().getInt(Tag.Rows, 0);
    }

    private int columns() {
        return images.getFirst().getInt(Tag.Columns, 0);
    }

    public Attributes build() {
        if (masks.isEmpty()) {
            throw new IllegalStateException("a segmentation has a mask");
        }
        Attributes object = identity.newDataset(UID.SegmentationStorage, "SEG")
                .setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY")
                .setString(Tag.FrameOfReferenceUID, VR.UI, images.getFirst().getString(Tag.FrameOfReferenceUID, ""))
                .setNull(Tag.PositionReferenceIndicator, VR.LO)
                .setString(Tag.ContentLabel, VR.CS, label)
                .setNull(Tag.ContentDescription, VR.LO)
                .setNull(Tag.ContentCreatorName, VR.PN)
                .setString(Tag.LossyImageCompression, VR.CS, "00")
                .setString(Tag.SegmentationType, VR.CS, fractional ? "FRACTIONAL" : "BINARY");
        identity.addContentTime(object);
        if (fractional) {
            object.setString(Tag.SegmentationFractionalType, VR.CS, "PROBABILITY")
                    .setInt(Tag.MaximumFractionalValue, VR.US, MAX_FRACTION);
        }
        Sequence described = object.newSequence(Tag.SegmentSequence);
        for (int i = 0; i < segments.size(); i++) {
            described.add(segments.get(i).toItem(i + 1));
        }
        addDimensions(object);
        addFunctionalGroups(object);
        References sources = new References();
        sources.addAll(
                masks.stream().map(mask -> InstanceReference.to(mask.image())).toList());
        sources.setSeries(object, Tag.ReferencedInstanceSequence);
        addPixels(object);
        return object;
    }

    /** Frames are told apart by segment, then by place; PS3.3 C.7.6.17. */
    private static void addDimensions(Attributes object) {
        String organization = UIDs.random();
        object.newSequence(Tag.DimensionOrganizationSequence)
                .addItem()
                .setString(Tag.DimensionOrganizationUID, VR.UI, organization);
        Sequence indices = object.newSequence(Tag.DimensionIndexSequence);
        addIndex(indices, organization, Tag.ReferencedSegmentNumber, Tag.SegmentIdentificationSequence, "Segment");
        addIndex(indices, organization, Tag.ImagePositionPatient, Tag.PlanePositionSequence, "Position");
    }

    private static void addIndex(Sequence indices, String organization, int pointer, int group, String name) {
        indices.addItem()
                .setString(Tag.DimensionOrganizationUID, VR.UI, organization)
                .setInt(Tag.DimensionIndexPointer, VR.AT, pointer)
                .setInt(Tag.FunctionalGroupPointer, VR.AT, group)
                .setString(Tag.DimensionDescriptionLabel, VR.LO, name);
    }

    private void addFunctionalGroups(Attributes object) {
        Attributes first = images.getFirst();
        Attributes shared =
                object.newSequence(Tag.SharedFunctionalGroupsSequence).addItem();
        Attributes measures = shared.newSequence(Tag.PixelMeasuresSequence)
                .addItem()
                .setDouble(Tag.PixelSpacing, VR.DS, first.getDoubles(Tag.PixelSpacing))
                .setDouble(Tag.SliceThickness, VR.DS, first.getDouble(Tag.SliceThickness, 1));
        if (first.containsValue(Tag.SpacingBetweenSlices)) {
            measures.setDouble(Tag.SpacingBetweenSlices, VR.DS, first.getDouble(Tag.SpacingBetweenSlices, 1));
        }
        shared.newSequence(Tag.PlaneOrientationSequence)
                .addItem()
                .setDouble(Tag.ImageOrientationPatient, VR.DS, first.getDoubles(Tag.ImageOrientationPatient));
        Sequence frames = object.newSequence(Tag.PerFrameFunctionalGroupsSequence);
        for (Mask mask : masks) {
            addFrame(frames.addItem(), mask);
        }
    }

    private void addFrame(Attributes frame, Mask mask) {
        Attributes derivation = frame.newSequence(Tag.DerivationImageSequence).addItem();
        Attributes source = InstanceReference.to(mask.image()).toItem();
        Code.set(source, Tag.PurposeOfReferenceCodeSequence, SOURCE);
        derivation.newSequence(Tag.SourceImageSequence).add(source);
        Code.set(derivation, Tag.DerivationCodeSequence, SEGMENTATION);
        frame.newSequence(Tag.FrameContentSequence)
                .addItem()
                .setInt(Tag.DimensionIndexValues, VR.UL, mask.segmentNumber(), images.indexOf(mask.image()) + 1);
        frame.newSequence(Tag.PlanePositionSequence)
                .addItem()
                .setDouble(Tag.ImagePositionPatient, VR.DS, mask.image().getDoubles(Tag.ImagePositionPatient));
        frame.newSequence(Tag.SegmentIdentificationSequence)
                .addItem()
                .setInt(Tag.ReferencedSegmentNumber, VR.US, mask.segmentNumber());
    }

    private void addPixels(Attributes object) {
        int bits = fractional ? Byte.SIZE : 1;
        object.setInt(Tag.NumberOfFrames, VR.IS, masks.size())
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.Rows, VR.US, rows())
                .setInt(Tag.Columns, VR.US, columns())
                .setInt(Tag.BitsAllocated, VR.US, bits)
                .setInt(Tag.BitsStored, VR.US, bits)
                .setInt(Tag.HighBit, VR.US, bits - 1)
                .setInt(Tag.PixelRepresentation, VR.US, 0)
                .setBytes(Tag.PixelData, VR.OB, fractional ? joined() : packed());
    }

    private byte[] joined() {
        int frameBytes = rows() * columns();
        byte[] all = new byte[Math.multiplyExact(frameBytes, masks.size())];
        for (int i = 0; i < masks.size(); i++) {
            System.arraycopy(masks.get(i).pixels(), 0, all, i * frameBytes, frameBytes);
        }
        return all;
    }

    /** Eight pixels a byte, the first in the lowest bit; frames follow each other without a gap, PS3.5 8.1.1. */
    private byte[] packed() {
        long bits = (long) rows() * columns() * masks.size();
        byte[] all = new byte[Math.toIntExact((bits + 7) / 8)];
        long at = 0;
        for (Mask mask : masks) {
            for (byte pixel : mask.pixels()) {
                if (pixel != 0) {
                    all[(int) (at >>> 3)] |= (byte) (1 << (at & 7));
                }
                at++;
            }
        }
        return all;
    }
}
