package io.dayside.dicom.deident;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.util.Arrays;

/** Values that say nothing and are valid all the same. */
final class Dummies {

    static final String TEXT = "REMOVED";

    private static final byte[] ZEROS = new byte[8];

    private Dummies() {}

    static void set(Attributes dataset, int tag, VR vr) {
        switch (vr) {
            case DA -> dataset.setString(tag, vr, "19000101");
            case DT -> dataset.setString(tag, vr, "19000101000000");
            case TM -> dataset.setString(tag, vr, "000000");
            case AS -> dataset.setString(tag, vr, "000Y");
            case DS, IS -> dataset.setString(tag, vr, "0");
            case UR -> dataset.setString(tag, vr, "about:blank");
            case AE, CS, LO, LT, PN, SH, ST, UC, UT -> dataset.setString(tag, vr, TEXT);
            case SQ, UI -> dataset.setNull(tag, vr);
            default -> dataset.setBytes(tag, vr, Arrays.copyOf(ZEROS, Math.max(2, vr.unitBytes())));
        }
    }

    /** One item of a coded entry, PS3.3 8.8. */
    static Attributes code(String value, String scheme, String meaning) {
        return new Attributes()
                .setString(Tag.CodeValue, VR.SH, value)
                .setString(Tag.CodingSchemeDesignator, VR.SH, scheme)
                .setString(Tag.CodeMeaning, VR.LO, meaning);
    }

    /** A code for somebody or something that is not told. */
    static Attributes unknownCode() {
        return code("74964007", "SCT", "Other");
    }

    /** The only content item of a document whose content was removed. */
    static Attributes contentItem() {
        Attributes item = new Attributes()
                .setString(Tag.RelationshipType, VR.CS, "CONTAINS")
                .setString(Tag.ValueType, VR.CS, "TEXT")
                .setString(Tag.TextValue, VR.UT, TEXT);
        item.newSequence(Tag.ConceptNameCodeSequence).add(code("121106", "DCM", "Comment"));
        return item;
    }
}
