package io.dayside.dicom.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.MalformedDataset.Problem;
import io.dayside.dicom.model.FailingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class HostileJsonTests {

    private static final String SECRET = "Kruppstadt";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"0010001\":{\"vr\":\"LO\"}} | BAD_TAG | start",
                "{\"0010002G\":{\"vr\":\"LO\"}} | BAD_TAG | start",
                "{\"Kruppstadt\":{\"vr\":\"LO\"}} | BAD_TAG | start",
                "{\"FFFEE000\":{\"vr\":\"LO\"}} | BAD_TAG | (FFFE,E000)",
                "{\"00100020\":{\"vr\":\"XX\"}} | BAD_VR | (0010,0020)",
                "{\"00100020\":{\"vr\":\"LO\"},\"00100020\":{\"vr\":\"LO\"}} | DUPLICATE_TAG | (0010,0020)",
                "{\"0008103e\":{\"vr\":\"LO\"},\"0008103E\":{\"vr\":\"LO\"}} | DUPLICATE_TAG | (0008,103E)",
                "{\"00100020\":{\"vr\":\"LO\",\"vr\":\"LO\"}} | BAD_VALUE | (0010,0020)",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":\"Kruppstadt\"}} | BAD_VALUE | (0010,0020)",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[5]}} | BAD_VALUE | (0010,0020)",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[true]}} | BAD_VALUE | (0010,0020)",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[[\"Kruppstadt\"]]}} | BAD_VALUE | (0010,0020)",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"Kruppstadt\\\\\"]}} | BAD_VALUE | (0010,0020)",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[],\"InlineBinary\":\"\"}} | BAD_VALUE | (0010,0020)",
                "{\"00100020\":{\"vr\":\"LO\",\"Unknown\":1}} | BAD_VALUE | (0010,0020)",
                "{\"00100020\":\"Kruppstadt\"} | BAD_VALUE | (0010,0020)",
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":[\"Kruppstadt\"]}} | BAD_VALUE | (0010,0010)",
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"a=Kruppstadt\"}]}} | BAD_VALUE | (0010,0010)[1]",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[65536]}} | BAD_VALUE | (0028,0010)",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[-1]}} | BAD_VALUE | (0028,0010)",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[1.5]}} | BAD_VALUE | (0028,0010)",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[null]}} | BAD_VALUE | (0028,0010)",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[1e99999]}} | BAD_VALUE | (0028,0010)",
                "{\"00280010\":{\"vr\":\"SV\",\"Value\":[\"9223372036854775808\"]}} | BAD_VALUE | (0028,0010)",
                "{\"00280009\":{\"vr\":\"AT\",\"Value\":[\"0018106\"]}} | BAD_VALUE | (0028,0009)",
                "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"Kruppst*dt\"}} | BAD_VALUE | (7FE0,0010)",
                "{\"7FE00010\":{\"vr\":\"OB\",\"Value\":[1]}} | BAD_VALUE | (7FE0,0010)",
                "{\"00081140\":{\"vr\":\"SQ\",\"InlineBinary\":\"AAAA\"}} | BAD_VALUE | (0008,1140)",
                "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[{},{\"00081155\":{\"vr\":\"UI\",\"Value\":[1]}}]}} | BAD_VALUE"
                        + " | (0008,1140)[2].(0008,1155)",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[Kruppstadt]}} | NOT_JSON | (0010,0020)",
                "{\"00100020\":{\"vr\":\"LO\" | NOT_JSON | (0010,0020)",
                "[] | NOT_JSON | start",
                "[5] | NOT_JSON | start",
                "{} Kruppstadt | NOT_JSON | start",
                "\"Kruppstadt\" | NOT_JSON | start",
                "`` | NOT_JSON | start",
            })
    void dcm18_brokenModelsSayWhereAndNoValue(String json, Problem problem, String path) {
        MalformedDataset refused =
                catchThrowableOfType(MalformedDataset.class, () -> JsonModelTests.parse(json == null ? "" : json));
        assertThat(refused).hasMessageStartingWith(problem + " at " + path + ", byte ");
        assertThat(refused).hasNoCause();
        assertThat(refused.getMessage()).doesNotContain(SECRET);
    }

    @Test
    void dcm08_arraysNestedTenThousandDeepAreRefused() {
        String deep = "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[".repeat(10_000);
        assertThatThrownBy(() -> JsonModelTests.parse(deep)).hasMessageStartingWith("TOO_DEEP at (0008,1140)[1]");
        assertThatThrownBy(() -> JsonModelTests.parse("[".repeat(10_000))).isInstanceOf(MalformedDataset.class);
    }

    @Test
    void dcm07_aValueOfHundredMebibytesEndsAtItsLimit() {
        InputStream endless = new SequenceInputStream(
                new ByteArrayInputStream("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"".getBytes(StandardCharsets.UTF_8)),
                new Letters(100L * 1024 * 1024));
        assertThatThrownBy(() -> JsonReader.read(endless))
                .isInstanceOf(MalformedDataset.class)
                .hasMessageStartingWith("VALUE_TOO_LARGE at (0010,0020)");
    }

    @Test
    void aStreamThatFailsIsNoFaultOfTheDocument() {
        assertThatThrownBy(() -> JsonReader.read(FailingInput.after("{\"00100020\":")))
                .isInstanceOf(IOException.class)
                .hasMessage(FailingInput.MESSAGE);
    }

    @Test
    void charactersBeyondUnicodeAreNoJson() {
        byte[] utf32 = {0, 0, 0, '{', 0x12, 0x7A, 0, 0x3F};
        assertThatThrownBy(() -> JsonModelTests.parse(utf32)).hasMessageStartingWith("NOT_JSON at start");
    }

    @Test
    void numbersOfThousandsOfDigitsAreRefused() {
        assertThatThrownBy(() ->
                        JsonModelTests.parse("{\"00280010\":{\"vr\":\"US\",\"Value\":[" + "1".repeat(5_000) + "]}}"))
                .hasMessageStartingWith("VALUE_TOO_LARGE at (0028,0010)");
    }

    /** So many letters, made as they are read. */
    private static final class Letters extends InputStream {

        private long left;

        Letters(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'a' : -1;
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            int count = (int) Math.min(length, left);
            Arrays.fill(buffer, from, from + count, (byte) 'a');
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
