package io.dayside.dicom.build;

import io.dayside.dicom.build.ContentItem.Relationship;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.UID;

/** A report of headed texts and the images they are about, PS3.3 A.35.1, after template 2000. */
public final class BasicTextReportBuilder {

    private static final Code LANGUAGE = Code.dcm("121049", "Language of Content Item and Descendants");
    private static final Code OBSERVER_TYPE = Code.dcm("121005", "Observer Type");
    private static final Code PERSON = Code.dcm("121006", "Person");
    private static final Code OBSERVER_NAME = Code.dcm("121008", "Person Observer Name");

    /** Sections and what their texts are called. */
    public enum Section {
        HISTORY("121060", "History", "121060", "History"),
        FINDINGS("121070", "Findings", "121071", "Finding"),
        IMPRESSION("121072", "Impressions", "121073", "Impression"),
        CONCLUSION("121076", "Conclusions", "121077", "Conclusion"),
        RECOMMENDATION("121074", "Recommendations", "121075", "Recommendation");

        private final String heading;
        private final String headingMeaning;
        private final String text;
        private final String textMeaning;

        Section(String heading, String headingMeaning, String text, String textMeaning) {
            this.heading = heading;
            this.headingMeaning = headingMeaning;
            this.text = text;
            this.textMeaning = textMeaning;
        }

        private Code headingCode() {
            return Code.dcm(heading, headingMeaning);
        }

        private Code textCode() {
            return Code.dcm(text, textMeaning);
        }
    }

    private final ReportDocument document;
    private final ContentItem root;

    /**
     * @param title such as (18748-4, LN, "Diagnostic imaging study")
     * @param language such as (en, RFC5646, "English")
     */
    public BasicTextReportBuilder(ObjectIdentity identity, Code title, Code language) {
        this.document = new ReportDocument(identity);
        this.root = ContentItem.container(title, "2000")
                .with(Relationship.HAS_CONCEPT_MODIFIER, ContentItem.code(LANGUAGE, language));
    }

    /** @param personName in DICOM's form, family^given */
    public BasicTextReportBuilder observer(String personName) {
        root.with(Relationship.HAS_OBSERVATION_CONTEXT, ContentItem.code(OBSERVER_TYPE, PERSON));
        root.with(Relationship.HAS_OBSERVATION_CONTEXT, ContentItem.personName(OBSERVER_NAME, personName));
        return this;
    }

    /** Adds a section; the images are those that its text is about. */
    public BasicTextReportBuilder section(Section section, String text, InstanceReference... images) {
        ContentItem container = ContentItem.container(section.headingCode())
                .with(Relationship.CONTAINS, ContentItem.text(section.textCode(), text));
        for (InstanceReference image : images) {
            container.with(Relationship.CONTAINS, ContentItem.image(image));
        }
        root.with(Relationship.CONTAINS, container);
        return this;
    }

    /** An object that was looked at, whether or not the text is about it. */
    public BasicTextReportBuilder evidence(InstanceReference object) {
        document.addEvidence(object);
        return this;
    }

    /** More is to come. */
    public BasicTextReportBuilder partial() {
        document.setPartial();
        return this;
    }

    public BasicTextReportBuilder verified(Verification by) {
        document.setVerification(by);
        return this;
    }

    public Attributes build() {
        return document.build(UID.BasicTextSRStorage, root);
    }
}
