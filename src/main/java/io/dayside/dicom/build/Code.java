package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;

/**
 * A coded entry, PS3.3 8.8.
 *
 * @param scheme coding scheme designator, such as DCM, SCT, UCUM or LN
 */
public record Code(String value, String scheme, String meaning) {

    private static final int MAX_SHORT_VALUE = 16;

    public static final Code MILLIMETRE = new Code("mm", "UCUM", "mm");
    public static final Code SQUARE_MILLIMETRE = new Code("mm2", "UCUM", "mm2");
    public static final Code CUBIC_MILLIMETRE = new Code("mm3", "UCUM", "mm3");
    public static final Code HOUNSFIELD_UNIT = new Code("[hnsf'U]", "UCUM", "Hounsfield unit");
    public static final Code LENGTH = new Code("410668003", "SCT", "Length");
    public static final Code AREA = new Code("42798000", "SCT", "Area");
    public static final Code VOLUME = new Code("118565006", "SCT", "Volume");

    public Code {
        if (value.isBlank() || scheme.isBlank() || meaning.isBlank()) {
            throw new IllegalArgumentException("a code has a value, a scheme and a meaning");
        }
    }

    /** A code of the standard itself, PS3.16 Annex D. */
    public static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }

    /** The entry as the item of a code sequence. */
    public Attributes toItem() {
        boolean shortValue = value.length() <= MAX_SHORT_VALUE;
        return new Attributes()
                .setString(shortValue ? Tag.CodeValue : Tag.LongCodeValue, shortValue ? VR.SH : VR.UC, value)
                .setString(Tag.CodingSchemeDesignator, VR.SH, scheme)
                .setString(Tag.CodeMeaning, VR.LO, meaning);
    }

    /** Sets a sequence of these codes. */
    static void set(Attributes dataset, int tag, Code... codes) {
        Sequence sequence = dataset.newSequence(tag);
        for (Code code : codes) {
            sequence.add(code.toItem());
        }
    }
}
