package io.dayside.dicom.xml;

/** What may stand in an XML 1.0 document, section 2.2. */
final class XmlCharacters {

    private XmlCharacters() {}

    static boolean areAllLegal(String text) {
        return text.codePoints().allMatch(XmlCharacters::isLegal);
    }

    private static boolean isLegal(int c) {
        return c >= 0x20 ? c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF) : c == 9 || c == 10 || c == 13;
    }
}
