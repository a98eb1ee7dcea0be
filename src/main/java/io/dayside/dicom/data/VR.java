package io.dayside.dicom.data;

import org.jspecify.annotations.Nullable;

/** Value representations, PS3.5 6.2. */
public enum VR {
    AE(Kind.STRING, 1),
    AS(Kind.STRING, 1),
    AT(Kind.TAG, 2),
    CS(Kind.STRING, 1),
    DA(Kind.STRING, 1),
    DS(Kind.STRING, 1),
    DT(Kind.STRING, 1),
    FD(Kind.FLOAT, 8),
    FL(Kind.FLOAT, 4),
    IS(Kind.STRING, 1),
    LO(Kind.LOCAL_STRING, 1),
    LT(Kind.LOCAL_TEXT, 1),
    OB(Kind.BULK, 1),
    OD(Kind.BULK, 8),
    OF(Kind.BULK, 4),
    OL(Kind.BULK, 4),
    OV(Kind.BULK, 8),
    OW(Kind.BULK, 2),
    PN(Kind.LOCAL_STRING, 1),
    SH(Kind.LOCAL_STRING, 1),
    SL(Kind.SIGNED, 4),
    SQ(Kind.SEQUENCE, 1),
    SS(Kind.SIGNED, 2),
    ST(Kind.LOCAL_TEXT, 1),
    SV(Kind.SIGNED, 8),
    TM(Kind.STRING, 1),
    UC(Kind.LOCAL_STRING, 1),
    UI(Kind.STRING, 1),
    UL(Kind.UNSIGNED, 4),
    UN(Kind.BULK, 1),
    UR(Kind.TEXT, 1),
    US(Kind.UNSIGNED, 2),
    UT(Kind.LOCAL_TEXT, 1),
    UV(Kind.UNSIGNED, 8);

    /** How a value field is to be read. */
    enum Kind {
        /** Default repertoire, several values parted by backslash. */
        STRING,
        /** Specific character set, several values parted by backslash. */
        LOCAL_STRING,
        /** Default repertoire, one value. */
        TEXT,
        /** Specific character set, one value. */
        LOCAL_TEXT,
        SIGNED,
        UNSIGNED,
        FLOAT,
        TAG,
        BULK,
        SEQUENCE
    }

    private static final VR[] BY_CODE = new VR[26 * 26];

    static {
        for (VR vr : values()) {
            BY_CODE[index(vr.name().charAt(0), vr.name().charAt(1))] = vr;
        }
    }

    private final Kind kind;
    private final int unitBytes;

    VR(Kind kind, int unitBytes) {
        this.kind = kind;
        this.unitBytes = unitBytes;
    }

    /** The representation of that two-letter code, or null. */
    static @Nullable VR ofCode(int first, int second) {
        return isCode(first, second) ? BY_CODE[index(first, second)] : null;
    }

    /** Whether the two bytes look like a code, known or of a later edition. */
    static boolean isCode(int first, int second) {
        return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
    }

    private static int index(int first, int second) {
        return (first - 'A') * 26 + second - 'A';
    }

    Kind kind() {
        return kind;
    }

    /** Size of the unit whose bytes change order with the transfer syntax. */
    public int unitBytes() {
        return unitBytes;
    }

    /** Size of one value of a binary representation: a tag is two units. */
    int valueBytes() {
        return kind == Kind.TAG ? 4 : unitBytes;
    }

    /** Whether the explicit encoding has a 32-bit length, PS3.5 7.1.2. */
    public boolean hasLongLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    public boolean isString() {
        return switch (kind) {
            case STRING, LOCAL_STRING, TEXT, LOCAL_TEXT -> true;
            default -> false;
        };
    }

    /** Whether (0008,0005) governs the value. */
    boolean usesCharacterSet() {
        return kind == Kind.LOCAL_STRING || kind == Kind.LOCAL_TEXT;
    }

    /** Whether a backslash parts values. */
    boolean isMultiValued() {
        return kind == Kind.STRING || kind == Kind.LOCAL_STRING;
    }

    /** The byte that makes an odd value even. */
    int padding() {
        return isString() && this != UI ? ' ' : 0;
    }
}
