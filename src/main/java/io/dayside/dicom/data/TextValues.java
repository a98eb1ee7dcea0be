package io.dayside.dicom.data;

import java.util.ArrayList;
import java.util.List;

/** From the value field of a string representation to its values, PS3.5 6.2 and 6.4. */
final class TextValues {

    private TextValues() {}

    /** No values for an empty or all-padding field, otherwise as many as there are backslashes plus one. */
    static String[] decode(byte[] bytes, VR vr, SpecificCharacterSet characterSet) {
        SpecificCharacterSet used = vr.usesCharacterSet() ? characterSet : SpecificCharacterSet.ASCII;
        String text = withoutTrailing(used.decode(bytes, vr));
        if (text.isEmpty()) {
            return new String[0];
        }
        if (!vr.isMultiValued()) {
            return new String[] {text};
        }
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\\'); end >= 0; end = text.indexOf('\\', start)) {
            values.add(trim(text.substring(start, end), vr));
            start = end + 1;
        }
        values.add(trim(text.substring(start), vr));
        return values.toArray(String[]::new);
    }

    /** Leading spaces are part of a person's name component group as little as of a code. */
    private static String trim(String value, VR vr) {
        String end = withoutTrailing(value);
        return vr == VR.UI ? end : end.stripLeading();
    }

    private static String withoutTrailing(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
            end--;
        }
        return text.substring(0, end);
    }
}
