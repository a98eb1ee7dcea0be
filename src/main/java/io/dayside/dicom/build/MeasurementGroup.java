package io.dayside.dicom.build;

import io.dayside.dicom.build.ContentItem.Relationship;
import io.dayside.dicom.build.ContentItem.Shape;
import io.dayside.dicom.data.UIDs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of one finding: templates 1410 for a region of one plane, 1411 for a volume in a segmentation, and 1501
 * for whatever has no region as a whole, PS3.16.
 */
public final class MeasurementGroup {

    private static final Code GROUP = Code.dcm("125007", "Measurement Group");
    private static final Code TRACKING_ID = Code.dcm("112039", "Tracking Identifier");
    private static final Code TRACKING_UID = Code.dcm("112040", "Tracking Unique Identifier");
    private static final Code FINDING = Code.dcm("121071", "Finding");
    private static final Code FINDING_SITE = new Code("363698007", "SCT", "Finding Site");
    private static final Code IMAGE_REGION = Code.dcm("111030", "Image Region");
    private static final Code REFERENCED_SEGMENT = Code.dcm("121191", "Referenced Segment");
    private static final Code PATH = Code.dcm("121055", "Path");

    private final String trackingId;
    private final String trackingUid;
    private @Nullable Code finding;
    private @Nullable Code site;
    private @Nullable ContentItem region;
    private String template = "1501";
    private final List<ContentItem> sources = new ArrayList<>();
    private final List<ContentItem> measurements = new ArrayList<>();

    /** @param trackingUid the same for the same finding in later studies */
    public MeasurementGroup(String trackingId, String trackingUid) {
        this.trackingId = trackingId;
        this.trackingUid = trackingUid;
    }

    /** A finding seen for the first time. */
    public static MeasurementGroup of(String trackingId) {
        return new MeasurementGroup(trackingId, UIDs.random());
    }

    public MeasurementGroup finding(Code code) {
        this.finding = code;
        return this;
    }

    public MeasurementGroup site(Code code) {
        this.site = code;
        return this;
    }

    /** The measured region of one picture; see {@link ContentItem#region}. */
    public MeasurementGroup region(Shape shape, InstanceReference image, double... columnsAndRows) {
        this.region = ContentItem.region(IMAGE_REGION, shape, image, columnsAndRows);
        this.template = "1410";
        return this;
    }

    /** The measured plane region in space; see {@link ContentItem#regionInSpace}. */
    public MeasurementGroup regionInSpace(Shape shape, String frameOfReferenceUid, double... millimetres) {
        this.region = ContentItem.regionInSpace(IMAGE_REGION, shape, frameOfReferenceUid, millimetres);
        this.template = "1410";
        return this;
    }

    /** The measured volume, a segment of a segmentation made from the source images. */
    public MeasurementGroup segment(
            InstanceReference segmentation, int segmentNumber, InstanceReference... sourceImages) {
        this.region = ContentItem.segment(REFERENCED_SEGMENT, segmentation, segmentNumber);
        this.template = "1411";
        for (InstanceReference source : sourceImages) {
            sources.add(ContentItem.image(Code.dcm("121233", "Source image for segmentation"), source));
        }
        return this;
    }

    public MeasurementGroup measure(Code name, double value, Code unit) {
        measurements.add(ContentItem.number(name, value, unit));
        return this;
    }

    /** A measurement of a line of its own in one picture, such as a diameter. */
    public MeasurementGroup measureAlong(
            Code name, double value, Code unit, InstanceReference image, double... columnsAndRows) {
        ContentItem path = ContentItem.region(PATH, Shape.POLYLINE, image, columnsAndRows);
        measurements.add(ContentItem.number(name, value, unit).with(Relationship.INFERRED_FROM, path));
        return this;
    }

    ContentItem toContent() {
        ContentItem group = ContentItem.container(GROUP, template)
                .with(Relationship.HAS_OBSERVATION_CONTEXT, ContentItem.text(TRACKING_ID, trackingId))
                .with(Relationship.HAS_OBSERVATION_CONTEXT, ContentItem.uid(TRACKING_UID, trackingUid));
        if (finding != null) {
            group.with(Relationship.CONTAINS, ContentItem.code(FINDING, finding));
        }
        if (region != null) {
            group.with(Relationship.CONTAINS, region);
        }
        sources.forEach(source -> group.with(Relationship.CONTAINS, source));
        if (site != null) {
            group.with(Relationship.HAS_CONCEPT_MODIFIER, ContentItem.code(FINDING_SITE, site));
        }
        measurements.forEach(measurement -> group.with(Relationship.CONTAINS, measurement));
        return group;
    }
}
