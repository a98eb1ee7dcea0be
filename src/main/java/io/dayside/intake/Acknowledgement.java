package io.dayside.intake;

import io.dayside.tenancy.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The answer to a message: HL7 v2.5 chapter 2.9.2, table 0008.
 *
 * @param text what is wrong, in plain words without patient data; empty with {@code AA}
 */
record Acknowledgement(Code code, String text) {

    enum Code {
        /** Kept; the effect is durable. */
        AA,
        /** Understood as ours, but cannot be done as it stands. */
        AE,
        /** Not taken at all: not ours, or not of a kind that we take. */
        AR
    }

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ").withZone(ZoneOffset.UTC);

    static Acknowledgement accepted() {
        return new Acknowledgement(Code.AA, "");
    }

    static Acknowledgement error(String text) {
        return new Acknowledgement(Code.AE, text);
    }

    static Acknowledgement rejected(String text) {
        return new Acknowledgement(Code.AR, text);
    }

    /** The acknowledgement as a message to whoever sent {@code received}. */
    String toMessage(MessageHeader received, Instant at) {
        var type = received.messageType();
        int caret = type.indexOf('^');
        var trigger = caret < 0 ? "" : "^" + type.substring(caret + 1) + "^ACK";
        var message = "MSH|^~\\&|DAYSIDE|%s|%s|%s|%s||ACK%s|%s|%s|2.5||||||UNICODE UTF-8\rMSA|%s|%s|%s\r"
                .formatted(
                        received.receivingFacility(),
                        received.sendingApplication(),
                        received.sendingFacility(),
                        TIMESTAMP.format(at),
                        trigger,
                        Ids.next(),
                        received.processingId().isEmpty() ? "P" : received.processingId(),
                        code,
                        received.controlId(),
                        text);
        // Error 207 of table 0357, application internal error, stands for all that the sender can read in the text.
        return code == Code.AA ? message : message + "ERR|||207^Application internal error^HL70357|E|||" + text + "\r";
    }

    static byte[] encode(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }
}
