package io.dayside.notices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.mail.javamail.MimeMessagePreparator;
import org.springframework.stereotype.Component;

/** Notices as plain text, through the server that {@code spring.mail.host} names. */
@Component
class Mail {

    private final ObjectProvider<JavaMailSender> server;
    private final String from;
    private final String address;

    Mail(
            ObjectProvider<JavaMailSender> server,
            @Value("${dayside.notices.from:dayside@localhost}") String from,
            @Value("${dayside.address:}") String address) {
        this.server = server;
        this.from = from;
        this.address = address;
    }

    void send(Notice notice, String to) throws IOException {
        var sender = server.getIfAvailable();
        if (sender == null) {
            throw new IOException("no mail server is set up (spring.mail.host)");
        }
        MimeMessagePreparator message = prepared -> {
            var helper = new MimeMessageHelper(prepared, false, StandardCharsets.UTF_8.name());
            helper.setFrom(from);
            helper.setTo(to);
            helper.setSubject("Dayside: " + subject(notice));
            helper.setText(notice.words() + "\n\n" + address + notice.link() + "\n");
        };
        try {
            sender.send(message);
        } catch (MailException e) {
            throw new IOException(
                    "the mail server did not take it: " + e.getClass().getSimpleName(), e);
        }
    }

    private static String subject(Notice notice) {
        return switch (notice.kind()) {
            case BREACH_FORESEEN -> "a promise will probably be broken";
            case CASE_WAITS -> "a pressing case waits";
            case NOBODY_ON_SHIFT -> "hours with nobody on shift";
            case CRITICAL_RESULT -> "a critical result to acknowledge";
            case CRITICAL_WAITS -> "a critical result nobody has acknowledged";
            case CRITICAL_ACKNOWLEDGED -> "a critical result was acknowledged";
            case CRITICAL_WITHDRAWN -> "a critical result was withdrawn";
            case TEST_OPEN -> "an invitation to a practical test";
            case TEST_ENDED -> "a practical test was finished";
            case READINGS_DIFFER -> "two readings differ, to be settled between you";
            case OPINION_ASKED -> "a colleague asks for your opinion";
            case OPINION_GIVEN -> "a colleague has answered your question";
            case OPINION_WITHDRAWN -> "an opinion that is needed no more";
            case IMAGES_AFTER_READING -> "more images of a case that was read";
        };
    }
}
