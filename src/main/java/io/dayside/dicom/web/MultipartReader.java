package io.dayside.dicom.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code multipart/related} body one after the other, RFC 2046 5.1. A part is passed on as it arrives; only
 * its header is ever held.
 */
public final class MultipartReader {

    private static final int BUFFER_BYTES = 64 * 1024;
    /** RFC 2046 allows 70; Orthanc's boundaries have 73. */
    private static final int MAX_BOUNDARY_CHARACTERS = 200;

    /** Of all fields of one part. Media types with their parameters need some hundred. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final InputStream in;
    private final byte[] delimiter;
    /** By how much the delimiter is moved on when that byte stands where its last one would; 0 for its last one. */
    private final int[] shifts;

    private final int shiftOfLast;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    /** No delimiter begins before that in the buffer, or exactly there one does. */
    private int searched;

    private @Nullable Content open;

    public MultipartReader(InputStream in, String boundary) throws BrokenMultipart {
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY_CHARACTERS || !boundary.matches("[ -~]+")) {
            throw new BrokenMultipart("the boundary is missing or not one of 1 to 200 characters");
        }
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        this.shifts = shifts(delimiter);
        int last = delimiter[delimiter.length - 1] & 0xFF;
        this.shiftOfLast = shifts[last];
        shifts[last] = 0;
        // The first boundary may stand at the very start, without the line end that belongs to all others.
        buffer[0] = '\r';
        buffer[1] = '\n';
        this.limit = 2;
    }

    private static int[] shifts(byte[] delimiter) {
        var shifts = new int[256];
        Arrays.fill(shifts, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            shifts[delimiter[i] & 0xFF] = delimiter.length - 1 - i;
        }
        return shifts;
    }

    /**
     * One part.
     *
     * @param fields names in lower case; of several of one name the first
     * @param content up to the next boundary; what is left unread is skipped when the next part is asked for
     */
    public record Part(Map<String, String> fields, InputStream content) {

        public String field(String name) {
            return fields.getOrDefault(name, "");
        }

        public MediaRange contentType() {
            return MediaRange.of(field("content-type"));
        }
    }

    /** The next part, or nothing after the closing boundary. */
    public Optional<Part> next() throws IOException {
        var before = open == null ? new Content() : open;
        before.transferTo(OutputStream.nullOutputStream());
        if (isClosing()) {
            return Optional.empty();
        }
        var fields = fields();
        open = new Content();
        return Optional.of(new Part(fields, open));
    }

    private boolean isClosing() throws IOException {
        int first = required();
        if (first == '-' && required() == '-') {
            return true;
        }
        while (first == ' ' || first == '\t') {
            first = required();
        }
        if (first != '\r' || required() != '\n') {
            throw new BrokenMultipart("a boundary does not end its line");
        }
        return false;
    }

    private Map<String, String> fields() throws IOException {
        var fields = new HashMap<String, String>();
        int left = MAX_HEADER_BYTES;
        for (var line = line(left); !line.isEmpty(); line = line(left)) {
            left -= line.length() + 2;
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new BrokenMultipart("a header field of a part has no name");
            }
            fields.putIfAbsent(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return fields;
    }

    private String line(int maxBytes) throws IOException {
        var line = new StringBuilder();
        for (int next = required(); next != '\r'; next = required()) {
            if (line.length() >= maxBytes) {
                throw new BrokenMultipart("the header of a part has more than " + MAX_HEADER_BYTES + " bytes");
            }
            line.append((char) next);
        }
        if (required() != '\n') {
            throw new BrokenMultipart("a header field of a part does not end its line");
        }
        return line.toString();
    }

    private int required() throws IOException {
        if (buffered(1) < 1) {
            throw endedTooSoon();
        }
        return buffer[position++] & 0xFF;
    }

    private static BrokenMultipart endedTooSoon() {
        return new BrokenMultipart("the body ends before its closing boundary");
    }

    /** Bytes in the buffer, after trying to have as many as asked for. */
    private int buffered(int wanted) throws IOException {
        if (limit - position >= wanted) {
            return limit - position;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        searched = Math.max(0, searched - position);
        position = 0;
        while (limit < wanted) {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                break;
            }
            limit += count;
        }
        return limit;
    }

    /** Bytes up to the next delimiter, which is consumed. A line end stands nowhere in a delimiter but at its start. */
    private final class Content extends InputStream {

        private boolean ended;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (ended) {
                return -1;
            }
            if (searched <= position && isAtDelimiter()) {
                position += delimiter.length;
                ended = true;
                return -1;
            }
            int count = Math.min(length, searched - position);
            System.arraycopy(buffer, position, into, offset, count);
            position += count;
            return count;
        }

        /** Looks on from the next byte: whether a delimiter begins there, or how far there is none. */
        private boolean isAtDelimiter() throws IOException {
            if (buffered(delimiter.length) < delimiter.length) {
                throw endedTooSoon();
            }
            searched = search(position);
            return searched == position;
        }

        /** Where the next delimiter begins, or else the first place where one could that ends beyond the buffer. */
        private int search(int from) {
            int at = from;
            int length = delimiter.length;
            while (at <= limit - length) {
                int shift = shifts[buffer[at + length - 1] & 0xFF];
                if (shift == length) {
                    // By far the most: a constant, so that the next byte is looked at before this one has come.
                    at += length;
                } else if (shift > 0) {
                    at += shift;
                } else {
                    int alike = alike(at);
                    if (alike == length) {
                        return at;
                    }
                    // A line end stands at its start only: none begins within what is alike.
                    at += Math.max(Math.max(1, alike), shiftOfLast);
                }
            }
            return at;
        }

        /** Bytes from there on that are as in the delimiter. */
        private int alike(int at) {
            int first = Arrays.mismatch(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length);
            return first < 0 ? delimiter.length : first;
        }
    }
}
