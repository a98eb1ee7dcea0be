package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a structured report's content tree, PS3.3 C.17.3. Nodes may be used more than once. */
public final class ContentItem {

    /** How a node belongs to the one above, PS3.3 C.17.3.2.4. */
    public enum Relationship {
        CONTAINS("CONTAINS"),
        HAS_OBSERVATION_CONTEXT("HAS OBS CONTEXT"),
        HAS_CONCEPT_MODIFIER("HAS CONCEPT MOD"),
        HAS_PROPERTIES("HAS PROPERTIES"),
        INFERRED_FROM("INFERRED FROM"),
        SELECTED_FROM("SELECTED FROM");

        private final String term;

        Relationship(String term) {
            this.term = term;
        }
    }

    /** Forms in a picture or in space, PS3.3 C.18.6 and C.18.9. */
    public enum Shape {
        POINT,
        MULTIPOINT,
        POLYLINE,
        CIRCLE,
        ELLIPSE,
        POLYGON,
        ELLIPSOID
    }

    private record Child(Relationship relationship, ContentItem item) {}

    private final Attributes value;
    private final @Nullable InstanceReference reference;
    private final List<Child> children = new ArrayList<>();

    private ContentItem(Attributes value, @Nullable InstanceReference reference) {
        this.value = value;
        this.reference = reference;
    }

    private static ContentItem of(String valueType, @Nullable Code name) {
        Attributes value = new Attributes().setString(Tag.ValueType, VR.CS, valueType);
        if (name != null) {
            Code.set(value, Tag.ConceptNameCodeSequence, name);
        }
        return new ContentItem(value, null);
    }

    public static ContentItem container(Code name) {
        ContentItem item = of("CONTAINER", name);
        item.value.setString(Tag.ContinuityOfContent, VR.CS, "SEPARATE");
        return item;
    }

    /** A container after a template of PS3.16, such as 1500. */
    public static ContentItem container(Code name, String templateId) {
        ContentItem item = container(name);
        item.value
                .newSequence(Tag.ContentTemplateSequence)
                .addItem()
                .setString(Tag.MappingResource, VR.CS, "DCMR")
                .setString(Tag.TemplateIdentifier, VR.CS, templateId);
        return item;
    }

    public static ContentItem text(Code name, String text) {
        ContentItem item = of("TEXT", name);
        item.value.setString(Tag.TextValue, VR.UT, text);
        return item;
    }

    public static ContentItem code(Code name, Code value) {
        ContentItem item = of("CODE", name);
        Code.set(item.value, Tag.ConceptCodeSequence, value);
        return item;
    }

    /** @param personName in DICOM's form, family^given */
    public static ContentItem personName(Code name, String personName) {
        ContentItem item = of("PNAME", name);
        item.value.setString(Tag.PersonName, VR.PN, personName);
        return item;
    }

    public static ContentItem uid(Code name, String uid) {
        ContentItem item = of("UIDREF", name);
        item.value.setString(Tag.UID, VR.UI, uid);
        return item;
    }

    public static ContentItem number(Code name, double number, Code unit) {
        ContentItem item = of("NUM", name);
        Attributes measured =
                item.value.newSequence(Tag.MeasuredValueSequence).addItem().setDouble(Tag.NumericValue, VR.DS, number);
        Code.set(measured, Tag.MeasurementUnitsCodeSequence, unit);
        return item;
    }

    /** An image, without a name. */
    public static ContentItem image(InstanceReference image) {
        return image(null, image);
    }

    public static ContentItem image(@Nullable Code name, InstanceReference image) {
        ContentItem item = new ContentItem(of("IMAGE", name).value, image);
        item.value.newSequence(Tag.ReferencedSOPSequence).add(image.toImageItem());
        return item;
    }

    /** One segment of a segmentation. */
    public static ContentItem segment(Code name, InstanceReference segmentation, int segmentNumber) {
        ContentItem item = new ContentItem(of("IMAGE", name).value, segmentation);
        Attributes reference = segmentation.toItem().setInt(Tag.ReferencedSegmentNumber, VR.US, segmentNumber);
        item.value.newSequence(Tag.ReferencedSOPSequence).add(reference);
        return item;
    }

    /**
     * A form in one picture.
     *
     * @param columnsAndRows of each point column and row, 0.0 at the upper left corner of the first pixel
     */
    public static ContentItem region(Code name, Shape shape, InstanceReference in, double... columnsAndRows) {
        ContentItem item = of("SCOORD", name);
        requirePoints(columnsAndRows, 2);
        item.value.setDouble(Tag.GraphicData, VR.FL, columnsAndRows).setString(Tag.GraphicType, VR.CS, shape.name());
        return item.with(Relationship.SELECTED_FROM, image(in));
    }

    /**
     * A form in space.
     *
     * @param millimetres of each point x, y and z in the frame of reference
     */
    public static ContentItem regionInSpace(Code name, Shape shape, String frameOfReferenceUid, double... millimetres) {
        ContentItem item = of("SCOORD3D", name);
        requirePoints(millimetres, 3);
        item.value
                .setDouble(Tag.GraphicData, VR.FL, millimetres)
                .setString(Tag.GraphicType, VR.CS, shape.name())
                .setString(Tag.ReferencedFrameOfReferenceUID, VR.UI, frameOfReferenceUid);
        return item;
    }

    private static void requirePoints(double[] coordinates, int perPoint) {
        if (coordinates.length == 0 || coordinates.length % perPoint != 0) {
            throw new IllegalArgumentException(
                    "%d coordinates are no points of %d".formatted(coordinates.length, perPoint));
        }
    }

    /** Adds a node below, and returns this one. */
    public ContentItem with(Relationship relationship, ContentItem child) {
        children.add(new Child(relationship, child));
        return this;
    }

    /** Whether this or a node below lies in space, which not every kind of report may have. */
    boolean hasSpace() {
        return value.getString(Tag.ValueType, "").equals("SCOORD3D")
                || children.stream().anyMatch(child -> child.item().hasSpace());
    }

    /** Adds whatever this and the nodes below refer to. */
    void collectReferences(Collection<InstanceReference> into) {
        if (reference != null) {
            into.add(reference);
        }
        children.forEach(child -> child.item().collectReferences(into));
    }

    /** Sets the node's value and the nodes below. */
    void addTo(Attributes dataset) {
        dataset.addAll(value);
        if (children.isEmpty()) {
            return;
        }
        Sequence below = dataset.newSequence(Tag.ContentSequence);
        for (Child child : children) {
            Attributes item = below.addItem().setString(Tag.RelationshipType, VR.CS, child.relationship().term);
            child.item().addTo(item);
        }
    }
}
