package io.dayside.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of senders good and bad, in pieces as a network delivers them. */
class MultipartReaderTests {

    private static final String TWENTY = "0123456789.123456789";
    private static final String HUNDRED = TWENTY + TWENTY + TWENTY + TWENTY + TWENTY;
    private static final String LONGEST = HUNDRED + HUNDRED;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r",
                "\r\n",
                "\r\n--",
                "\r\n--edg",
                "\r\n--edg\r\n--edg",
                "\r\n\r\n\r\r\n-\r\n--ed",
                "--edge",
                "x\r--edge\n--edge",
                "\r\n--edgf--"
            })
    void DCM06_contentThatNearlyIsABoundaryStaysContent(String content) throws IOException {
        for (int piece : new int[] {1, 2, 3, 1000}) {
            assertThat(contents(body(content, "second", content), piece))
                    .as("in pieces of %d bytes", piece)
                    .containsExactly(content, "second", content);
        }
    }

    @Test
    void DCM06_randomLineEndsAndDashesComeThroughUnchanged() throws IOException {
        var random = new Random(20261126);
        for (int round = 0; round < 500; round++) {
            var content = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                content.append(List.of("\r\n", "\r\n--", "-", "\r", "ed", "\n").get(random.nextInt(6)));
            }
            var text = content.toString();
            assertThat(contents(body(text, text + "x"), 1 + random.nextInt(9))).containsExactly(text, text + "x");
        }
    }

    /**
     * What nearly is a boundary costs no more reading than any other content: each byte comes from the network once, and
     * each line end makes at most one piece.
     */
    @ParameterizedTest
    @ValueSource(strings = {"\r", "\r\n", "\r\n--", "\r\n--edg", "\r\n--edg\r\n--ed"})
    void DCM18_repeatsOfWhatNearlyIsABoundaryMakeNoMoreWorkThanTheirBytes(String near) throws IOException {
        int repeats = 200_000;
        var body = body(near.repeat(repeats));
        for (int piece : new int[] {1, 1000, 1 << 20}) {
            var network = new CountingStream(stream(body, piece));
            var content =
                    new MultipartReader(network, "edge").next().orElseThrow().content();

            long pieces = 0;
            long bytes = 0;
            var buffer = new byte[64 * 1024];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                pieces++;
                bytes += count;
            }

            long lineEnds = near.chars().filter(c -> c == '\r').count() * repeats;
            long arrivals = body.length() / Math.min(piece, 64 * 1024) + 2L;
            assertThat(bytes).isEqualTo((long) near.length() * repeats);
            assertThat(network.bytes).isLessThanOrEqualTo(body.length());
            assertThat(network.reads).isLessThanOrEqualTo(arrivals * 2);
            assertThat(pieces).isLessThanOrEqualTo(lineEnds + arrivals * 2);
        }
    }

    private static final class CountingStream extends FilterInputStream {

        private long reads;
        private long bytes;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            reads++;
            bytes += Math.max(0, count);
            return count;
        }
    }

    @Test
    void preambleAndEpilogueAreNoParts() throws IOException {
        assertThat(contents("This is ignored\r\n--edge \t\r\n\r\none\r\n--edge--\r\nand this", 7))
                .containsExactly("one");
    }

    @Test
    void whatIsLeftUnreadIsSkipped() throws IOException {
        var reader = new MultipartReader(stream(body("one", "two"), 5), "edge");
        reader.next();

        assertThat(new String(reader.next().orElseThrow().content().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("two");
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void fieldsHaveNamesInAnyCase() throws IOException {
        var body = "--edge\r\nCONTENT-type: application/dicom; transfer-syntax=*\r\nX:y\r\n\r\n\r\n--edge--";
        var part = new MultipartReader(stream(body, 4), "edge").next().orElseThrow();

        assertThat(part.contentType().type()).isEqualTo("application/dicom");
        assertThat(part.contentType().parameter("transfer-syntax")).isEqualTo("*");
        assertThat(part.field("x")).isEqualTo("y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--edg",
                "--edge",
                "--edge\r\n",
                "--edge\r\nX: y",
                "--edge\r\nX: y\r\n\r\ncontent",
                "--edge\r\n\r\ncontent\r\n--edge",
                "--edge\r\n\r\ncontent\r\n--edge-",
                "--edge\r\n\r\ncontent\r\n--edge-x",
                "--edge\r\nno colon\r\n\r\n\r\n--edge--",
                "--edgeX\r\n\r\n\r\n--edge--",
                "--edge\r\nX: y\rz\r\n\r\n\r\n--edge--"
            })
    void DCM06_aBodyThatIsNoMultipartIsRefused(String body) {
        assertThatThrownBy(() -> contents(body, 3)).isInstanceOf(BrokenMultipart.class);
    }

    @Test
    void DCM06_aHeaderWithoutEndIsNotGathered() {
        assertThatThrownBy(() -> contents("--edge\r\nX: " + "x".repeat(20_000), 1000))
                .isInstanceOf(BrokenMultipart.class)
                .hasMessageContaining("header");
        assertThatThrownBy(() -> contents("--edge\r\n" + "X: y\r\n".repeat(5_000), 1000))
                .isInstanceOf(BrokenMultipart.class)
                .hasMessageContaining("header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", LONGEST + "x", "a\nb"})
    void DCM06_aBoundaryThatIsNoneIsRefused(String boundary) {
        assertThatThrownBy(() -> new MultipartReader(InputStream.nullInputStream(), boundary))
                .isInstanceOf(BrokenMultipart.class);
    }

    @Test
    void aBoundaryLongerThanAllowedIsUnderstoodAsOthersWriteIt() throws Exception {
        var reader = new MultipartReader(stream("--" + LONGEST + "\r\n\r\nx\r\n--" + LONGEST + "--", 7), LONGEST);

        assertThat(reader.next().orElseThrow().content().readAllBytes()).containsExactly('x');
        assertThat(reader.next()).isEmpty();
    }

    private static List<String> contents(String body, int piece) throws IOException {
        var reader = new MultipartReader(stream(body, piece), "edge");
        var contents = new ArrayList<String>();
        for (var part = reader.next(); part.isPresent(); part = reader.next()) {
            contents.add(new String(part.get().content().readAllBytes(), StandardCharsets.UTF_8));
        }
        return contents;
    }

    private static String body(String... contents) {
        var body = new StringBuilder();
        for (var content : contents) {
            body.append("\r\n--edge\r\nX: y\r\n\r\n").append(content);
        }
        return body.append("\r\n--edge--").toString();
    }

    private static InputStream stream(String body, int piece) {
        return new FilterInputStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, piece));
            }
        };
    }
}
