package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A PDF document within an object, PS3.3 A.45.1. */
public final class EncapsulatedPdfBuilder {

    private static final byte[] START = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final ObjectIdentity identity;
    private final String title;
    private final byte[] pdf;
    private @Nullable Code concept;

    /** @param pdf the file, which is not copied */
    public EncapsulatedPdfBuilder(ObjectIdentity identity, String title, byte[] pdf) {
        if (pdf.length < START.length || !Arrays.equals(pdf, 0, START.length, START, 0, START.length)) {
            throw new IllegalArgumentException("the document is no PDF");
        }
        this.identity = identity;
        this.title = title;
        this.pdf = pdf;
    }

    /** What kind of document it is, such as (18748-4, LN, "Diagnostic imaging study"). */
    public EncapsulatedPdfBuilder concept(Code code) {
        this.concept = code;
        return this;
    }

    public Attributes build() {
        Attributes document = identity.newDataset(UID.EncapsulatedPDFStorage, "DOC")
                .setString(Tag.ConversionType, VR.CS, "WSD")
                .setNull(Tag.AcquisitionDateTime, VR.DT)
                .setString(Tag.BurnedInAnnotation, VR.CS, "YES")
                .setString(Tag.DocumentTitle, VR.ST, title)
                .setString(Tag.MIMETypeOfEncapsulatedDocument, VR.LO, "application/pdf")
                .setLong(Tag.EncapsulatedDocumentLength, VR.UL, pdf.length)
                .setBytes(Tag.EncapsulatedDocument, VR.OB, pdf);
        identity.addContentTime(document);
        if (concept == null) {
            document.newSequence(Tag.ConceptNameCodeSequence);
        } else {
            Code.set(document, Tag.ConceptNameCodeSequence, concept);
        }
        return document;
    }
}
