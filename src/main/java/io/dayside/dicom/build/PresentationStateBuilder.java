package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.util.ArrayList;
import java.util.List;

/**
 * How grey images are to be shown: window, displayed area, text and lines over them; PS3.3 A.33.1. All images are of
 * one study and one size.
 */
public final class PresentationStateBuilder {

    private static final String LAYER = "ANNOTATIONS";
    private static final String PIXEL = "PIXEL";

    private final ObjectIdentity identity;
    private final String label;
    private final List<Attributes> images;
    private final List<InstanceReference> references;
    private String description = "";
    private String creator = "";
    private double[] window = {};
    private final List<Attributes> texts = new ArrayList<>();
    private final List<Attributes> lines = new ArrayList<>();

    /**
     * @param label a word in capitals that names the state, such as BONE
     * @param images data sets of the images; their pixel data are not needed
     */
    public PresentationStateBuilder(ObjectIdentity identity, String label, List<Attributes> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a presentation state is about an image");
        }
        this.identity = identity;
        this.label = label;
        this.images = List.copyOf(images);
        this.references = images.stream().map(InstanceReference::to).toList();
    }

    public PresentationStateBuilder description(String text) {
        this.description = text;
        return this;
    }

    /** @param personName in DICOM's form, family^given */
    public PresentationStateBuilder creator(String personName) {
        this.creator = personName;
        return this;
    }

    /** After the modality transformation, such as in Hounsfield units. */
    public PresentationStateBuilder window(double center, double width) {
        this.window = new double[] {center, width};
        return this;
    }

    /**
     * A text at a point.
     *
     * @param column from 1 at the left edge of the first pixel, PS3.3 C.10.5.1.2
     */
    public PresentationStateBuilder text(String text, double column, double row) {
        texts.add(new Attributes()
                .setString(Tag.AnchorPointAnnotationUnits, VR.CS, PIXEL)
                .setString(Tag.UnformattedTextValue, VR.ST, text)
                .setDouble(Tag.AnchorPoint, VR.FL, column, row)
                .setString(Tag.AnchorPointVisibility, VR.CS, "N"));
        return this;
    }

    /** Straight lines from point to point, each a column and a row. */
    public PresentationStateBuilder polyline(double... columnsAndRows) {
        return graphic("POLYLINE", columnsAndRows);
    }

    /** A circle by its centre and a point on it. */
    public PresentationStateBuilder circle(double column, double row, double columnOnIt, double rowOnIt) {
        return graphic("CIRCLE", column, row, columnOnIt, rowOnIt);
    }

    private PresentationStateBuilder graphic(String type, double... columnsAndRows) {
        if (columnsAndRows.length < 4 || columnsAndRows.length % 2 != 0) {
            throw new IllegalArgumentException("a line has two points or more, of two coordinates");
        }
        lines.add(new Attributes()
                .setString(Tag.GraphicAnnotationUnits, VR.CS, PIXEL)
                .setInt(Tag.GraphicDimensions, VR.US, 2)
                .setInt(Tag.NumberOfGraphicPoints, VR.US, columnsAndRows.length / 2)
                .setDouble(Tag.GraphicData, VR.FL, columnsAndRows)
                .setString(Tag.GraphicType, VR.CS, type)
                .setString(Tag.GraphicFilled, VR.CS, "N"));
        return this;
    }

    public Attributes build() {
        Attributes state = identity.newDataset(UID.GrayscaleSoftcopyPresentationStateStorage, "PR")
                .setString(Tag.PresentationCreationDate, VR.DA, identity.date())
                .setString(Tag.PresentationCreationTime, VR.TM, identity.time())
                .setNull(Tag.Laterality, VR.CS)
                .setString(Tag.ContentLabel, VR.CS, label)
                .setString(Tag.ContentDescription, VR.LO, description)
                .setString(Tag.ContentCreatorName, VR.PN, creator)
                .setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY");
        References shown = new References();
        shown.addAll(references);
        shown.setSeries(state, Tag.ReferencedImageSequence);
        addModalityTransformation(state);
        addDisplayedArea(state);
        addWindow(state);
        addAnnotations(state);
        return state;
    }

    /** The images' own, without which window values would have another meaning. */
    private void addModalityTransformation(Attributes state) {
        Attributes image = images.getFirst();
        if (image.containsValue(Tag.RescaleSlope)) {
            state.setDouble(Tag.RescaleIntercept, VR.DS, image.getDouble(Tag.RescaleIntercept, 0))
                    .setDouble(Tag.RescaleSlope, VR.DS, image.getDouble(Tag.RescaleSlope, 1))
                    .setString(Tag.RescaleType, VR.LO, image.getString(Tag.RescaleType, "US"));
        }
    }

    private void addDisplayedArea(Attributes state) {
        Attributes image = images.getFirst();
        Attributes area = state.newSequence(Tag.DisplayedAreaSelectionSequence)
                .addItem()
                .setInt(Tag.DisplayedAreaTopLeftHandCorner, VR.SL, 1, 1)
                .setInt(
                        Tag.DisplayedAreaBottomRightHandCorner,
                        VR.SL,
                        image.getInt(Tag.Columns, 1),
                        image.getInt(Tag.Rows, 1))
                .setString(Tag.PresentationSizeMode, VR.CS, "SCALE TO FIT");
        double[] spacing = image.getDoubles(Tag.PixelSpacing);
        if (spacing.length == 2) {
            area.setDouble(Tag.PresentationPixelSpacing, VR.DS, spacing);
        } else {
            area.setInt(Tag.PresentationPixelAspectRatio, VR.IS, 1, 1);
        }
    }

    private void addWindow(Attributes state) {
        if (window.length == 2) {
            state.newSequence(Tag.SoftcopyVOILUTSequence)
                    .addItem()
                    .setDouble(Tag.WindowCenter, VR.DS, window[0])
                    .setDouble(Tag.WindowWidth, VR.DS, window[1]);
        }
    }

    private void addAnnotations(Attributes state) {
        if (texts.isEmpty() && lines.isEmpty()) {
            return;
        }
        Attributes annotation =
                state.newSequence(Tag.GraphicAnnotationSequence).addItem().setString(Tag.GraphicLayer, VR.CS, LAYER);
        addCopies(annotation, Tag.TextObjectSequence, texts);
        addCopies(annotation, Tag.GraphicObjectSequence, lines);
        state.newSequence(Tag.GraphicLayerSequence)
                .addItem()
                .setString(Tag.GraphicLayer, VR.CS, LAYER)
                .setInt(Tag.GraphicLayerOrder, VR.IS, 1);
    }

    private static void addCopies(Attributes annotation, int tag, List<Attributes> items) {
        if (!items.isEmpty()) {
            Sequence sequence = annotation.newSequence(tag);
            items.forEach(item -> sequence.add(item.copy()));
        }
    }
}
