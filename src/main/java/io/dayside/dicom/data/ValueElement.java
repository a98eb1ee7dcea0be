package io.dayside.dicom.data;

import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An element with a value field. Bytes are little endian whatever the transfer syntax; text set by the program stays
 * text until it is written, so that the character set may be chosen later.
 */
public final class ValueElement implements Element {

    private final int tag;
    private final VR vr;
    private final byte @Nullable [] bytes;
    private final String @Nullable [] text;

    private ValueElement(int tag, VR vr, byte @Nullable [] bytes, String @Nullable [] text) {
        this.tag = tag;
        this.vr = vr;
        this.bytes = bytes;
        this.text = text;
    }

    /** The array is not copied. */
    static ValueElement ofBytes(int tag, VR vr, byte[] bytes) {
        return new ValueElement(tag, vr, bytes, null);
    }

    static ValueElement ofText(int tag, VR vr, String... values) {
        return new ValueElement(tag, vr, null, values.clone());
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public VR vr() {
        return vr;
    }

    @Override
    public boolean isEmpty() {
        if (bytes != null) {
            return bytes.length == 0;
        }
        return text == null || text.length == 0 || (text.length == 1 && text[0].isEmpty());
    }

    /** Bytes of the value field, 0 where it was not read or set as bytes. */
    public int heldBytes() {
        return bytes == null ? 0 : bytes.length;
    }

    /** The value field without padding added here; not a copy where it was read or set as bytes. */
    byte[] encode(SpecificCharacterSet characterSet) throws CharacterCodingException {
        if (bytes != null) {
            return bytes;
        }
        SpecificCharacterSet used = vr.usesCharacterSet() ? characterSet : SpecificCharacterSet.ASCII;
        return used.encode(String.join("\\", textValues()), vr);
    }

    /** Values without their padding, as text. */
    String[] decode(VR as, SpecificCharacterSet characterSet) {
        if (bytes == null) {
            return textValues();
        }
        return TextValues.decode(bytes, as, characterSet);
    }

    private String[] textValues() {
        return text == null ? new String[0] : text.clone();
    }

    byte @Nullable [] rawBytes() {
        return bytes;
    }

    ValueElement copy() {
        return new ValueElement(tag, vr, bytes == null ? null : Arrays.copyOf(bytes, bytes.length), text);
    }

    @Override
    public String toString() {
        return Tag.toString(tag) + " " + vr;
    }
}
