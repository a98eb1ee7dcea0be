package io.dayside.dicom.build;

import io.dayside.dicom.build.ContentItem.Relationship;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.UID;
import java.util.ArrayList;
import java.util.List;

/**
 * An imaging measurement report, PS3.16 template 1500: a Comprehensive SR, or a Comprehensive 3D SR where something lies
 * in space.
 */
public final class MeasurementReportBuilder {

    private static final Code TITLE = Code.dcm("126000", "Imaging Measurement Report");
    private static final Code LANGUAGE = Code.dcm("121049", "Language of Content Item and Descendants");
    private static final Code ENGLISH = new Code("en", "RFC5646", "English");
    private static final Code OBSERVER_TYPE = Code.dcm("121005", "Observer Type");
    private static final Code PERSON = Code.dcm("121006", "Person");
    private static final Code PERSON_NAME = Code.dcm("121008", "Person Observer Name");
    private static final Code DEVICE = Code.dcm("121007", "Device");
    private static final Code DEVICE_UID = Code.dcm("121012", "Device Observer UID");
    private static final Code DEVICE_NAME = Code.dcm("121013", "Device Observer Name");
    private static final Code PROCEDURE = Code.dcm("121058", "Procedure reported");
    private static final Code LIBRARY = Code.dcm("111028", "Image Library");
    private static final Code LIBRARY_GROUP = Code.dcm("126200", "Image Library Group");
    private static final Code MEASUREMENTS = Code.dcm("126010", "Imaging Measurements");

    private final ReportDocument document;
    private final Code procedure;
    private final List<ContentItem> observer = new ArrayList<>();
    private final List<ContentItem> images = new ArrayList<>();
    private final List<MeasurementGroup> groups = new ArrayList<>();

    /** @param procedure what was examined, such as (77477000, SCT, "Computed tomography") */
    public MeasurementReportBuilder(ObjectIdentity identity, Code procedure) {
        this.document = new ReportDocument(identity);
        this.procedure = procedure;
    }

    /** @param personName in DICOM's form, family^given */
    public MeasurementReportBuilder observer(String personName) {
        observer.add(ContentItem.code(OBSERVER_TYPE, PERSON));
        observer.add(ContentItem.personName(PERSON_NAME, personName));
        return this;
    }

    /** A program that measured by itself. */
    public MeasurementReportBuilder observingDevice(String uid, String name) {
        observer.add(ContentItem.code(OBSERVER_TYPE, DEVICE));
        observer.add(ContentItem.uid(DEVICE_UID, uid));
        observer.add(ContentItem.text(DEVICE_NAME, name));
        return this;
    }

    /** Lists an image that was looked at. */
    public MeasurementReportBuilder image(InstanceReference image) {
        images.add(ContentItem.image(image));
        return this;
    }

    public MeasurementReportBuilder group(MeasurementGroup group) {
        groups.add(group);
        return this;
    }

    public MeasurementReportBuilder verified(Verification by) {
        document.setVerification(by);
        return this;
    }

    public Attributes build() {
        if (groups.isEmpty()) {
            throw new IllegalStateException("a measurement report has a measurement");
        }
        ContentItem root = ContentItem.container(TITLE, "1500")
                .with(Relationship.HAS_CONCEPT_MODIFIER, ContentItem.code(LANGUAGE, ENGLISH));
        observer.forEach(item -> root.with(Relationship.HAS_OBSERVATION_CONTEXT, item));
        root.with(Relationship.HAS_CONCEPT_MODIFIER, ContentItem.code(PROCEDURE, procedure));
        root.with(Relationship.CONTAINS, library());
        ContentItem measurements = ContentItem.container(MEASUREMENTS);
        groups.forEach(group -> measurements.with(Relationship.CONTAINS, group.toContent()));
        root.with(Relationship.CONTAINS, measurements);
        return document.build(root.hasSpace() ? UID.Comprehensive3DSRStorage : UID.ComprehensiveSRStorage, root);
    }

    private ContentItem library() {
        ContentItem library = ContentItem.container(LIBRARY);
        if (!images.isEmpty()) {
            ContentItem group = ContentItem.container(LIBRARY_GROUP);
            images.forEach(image -> group.with(Relationship.CONTAINS, image));
            library.with(Relationship.CONTAINS, group);
        }
        return library;
    }
}
