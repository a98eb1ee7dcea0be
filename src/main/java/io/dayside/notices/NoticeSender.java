package io.dayside.notices;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.notices.SendNoticeTask.Job;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends a notice by mail or webhook; whether it went out, or why it did not, is in the hospital's trail. */
@Component
class NoticeSender {

    private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);
    private static final String MAIL = "mailto:";

    private final NoticeRows rows;
    private final Mail mail;
    private final Webhook webhook;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    NoticeSender(
            NoticeRows rows, Mail mail, Webhook webhook, AuditTrail trail, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.mail = mail;
        this.webhook = webhook;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * No transaction is open while the other side is waited for.
     *
     * @return false where it must be tried again
     */
    boolean send(Job job) {
        var found = transaction.execute(_ -> rows.find(job.tenant(), job.notice()));
        if (found == null || found.isEmpty()) {
            return true;
        }
        var notice = found.get();
        try {
            if (job.address().startsWith(MAIL)) {
                mail.send(notice, job.address().substring(MAIL.length()));
            } else {
                webhook.call(notice, job.address());
            }
            note(AuditAction.NOTICE_SENT, notice, job, "");
            return true;
        } catch (IOException e) {
            var why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            log.warn("{}: notice {} did not reach {}: {}", job.tenant(), job.notice(), receiver(job), why);
            if (job.isLastTry()) {
                note(AuditAction.NOTICE_FAILED, notice, job, why);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The path of a webhook may hold a token. */
    private static String receiver(Job job) {
        return job.address().startsWith(MAIL)
                ? job.address()
                : String.valueOf(URI.create(job.address()).getHost());
    }

    private void note(AuditAction action, Notice notice, Job job, String why) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("kind", notice.kind().name());
        details.put("to", receiver(job));
        if (!why.isEmpty()) {
            details.put("reason", why);
        }
        transaction.executeWithoutResult(
                _ -> trail.append(AuditEvent.of(notice.tenant(), action, notice.object(), details)));
    }
}
