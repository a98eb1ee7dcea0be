package io.dayside.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHeaderTests {

    private static final String MSH = "MSH|^~\\&|NG_RIS^x|MAIN|PACS|DAYSIDE|20261124||ORM^O01^ORM_O01|MSG1|P|2.5";

    @Test
    void readsTheFieldsThatAddressAMessage() {
        assertThat(MessageHeader.of(MSH + "\rPID|1\r"))
                .contains(new MessageHeader("NG_RIS", "MAIN", "PACS", "DAYSIDE", "ORM^O01", "MSG1", "P", "2.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MSH", "MSH|", "PID|1||x", "MSHAAAAAAAAAAAAA", "\u0000\u0001", "{\"resourceType\":1}"})
    void whatIsNoMessageHasNoHeader(String text) {
        assertThat(MessageHeader.of(text)).isEmpty();
    }

    @Test
    void decodesBySetNameThenUtf8ThenLatin1() {
        var named = MSH + "||||||8859/1\rPID|1||M\u00fcller\r";
        assertThat(MessageHeader.decode(named.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(named);
        var unnamed = MSH + "\rPID|1||M\u00fcller\r";
        assertThat(MessageHeader.decode(unnamed.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(unnamed);
        assertThat(MessageHeader.decode(unnamed.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(unnamed);
    }

    @Test
    void anAcknowledgementGoesBackToWhereTheMessageCameFrom() {
        var header = MessageHeader.of(MSH).orElseThrow();
        var message =
                Acknowledgement.error("priority is unknown").toMessage(header, Instant.parse("2026-11-24T08:15:00Z"));
        assertThat(message)
                .startsWith("MSH|^~\\&|DAYSIDE|DAYSIDE|NG_RIS|MAIN|20261124081500+0000||ACK^O01^ACK|")
                .contains("\rMSA|AE|MSG1|priority is unknown\rERR|");
    }

    @Test
    void whatASenderSaysCannotAddSegmentsToItsAcknowledgement() {
        var header =
                MessageHeader.of("MSH|^~\\&|A|B|C|D|||ORM^O01|1\n2&3|P|2.5").orElseThrow();
        assertThat(Acknowledgement.accepted().toMessage(header, Instant.EPOCH).split("\r"))
                .hasSize(2);
    }
}
