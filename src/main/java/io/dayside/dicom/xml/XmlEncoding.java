package io.dayside.dicom.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the characters of a document are encoded, XML 1.0 appendix F. The JDK's parser writes to the standard error
 * stream where bytes are not of the encoding, so they are decoded before it sees them.
 *
 * @param markBytes length of the byte order mark
 */
record XmlEncoding(Charset charset, int markBytes) {

    /** Within which the declaration of the encoding has to stand. */
    private static final int HEAD_BYTES = 512;

    private static final Pattern DECLARATION = Pattern.compile(
            "<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"'].*", Pattern.DOTALL);

    /**
     * The characters of a document. What is not of the encoding fails with a
     * {@link java.nio.charset.CharacterCodingException}.
     *
     * @throws UnsupportedEncodingException if the document names an encoding that is not known
     */
    static Reader decode(InputStream document) throws IOException {
        byte[] head = document.readNBytes(HEAD_BYTES);
        XmlEncoding encoding = of(head);
        InputStream whole = new SequenceInputStream(
                new ByteArrayInputStream(head, encoding.markBytes, head.length - encoding.markBytes), document);
        return new InputStreamReader(whole, encoding.charset.newDecoder());
    }

    private static XmlEncoding of(byte[] head) throws UnsupportedEncodingException {
        return switch (firstByte(head, 0) << 8 | firstByte(head, 1)) {
            case 0xFEFF -> new XmlEncoding(StandardCharsets.UTF_16BE, 2);
            case 0xFFFE -> new XmlEncoding(StandardCharsets.UTF_16LE, 2);
            case '<' -> new XmlEncoding(StandardCharsets.UTF_16BE, 0);
            case '<' << 8 -> new XmlEncoding(StandardCharsets.UTF_16LE, 0);
            case 0xEFBB -> new XmlEncoding(StandardCharsets.UTF_8, firstByte(head, 2) == 0xBF ? 3 : 0);
            default -> new XmlEncoding(declared(new String(head, StandardCharsets.ISO_8859_1)), 0);
        };
    }

    /** One of the first bytes; 0 after the end. */
    private static int firstByte(byte[] head, int index) {
        return index < head.length ? head[index] & 0xFF : 0;
    }

    private static Charset declared(String head) throws UnsupportedEncodingException {
        Matcher declaration = DECLARATION.matcher(head);
        if (!declaration.matches()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declaration.group(1));
        } catch (IllegalArgumentException _) {
            throw new UnsupportedEncodingException("encoding of the document");
        }
    }
}
