package io.dayside.notices;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.dayside.ui.LiveUpdates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts notices up and on their way, in the transaction of what they tell. */
@Component
public class NoticeBoard {

    private final NoticeRows rows;
    private final NoticeRuleRows rules;
    private final LiveUpdates pages;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    NoticeBoard(
            NoticeRows rows,
            NoticeRuleRows rules,
            LiveUpdates pages,
            ObjectProvider<SchedulerClient> scheduler,
            Clock clock) {
        this.rows = rows;
        this.rules = rules;
        this.pages = pages;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Into the running transaction, which sees the hospital. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(Notice notice) {
        rows.insert(notice);
        pages.changed(notice.tenant(), LiveUpdates.Topic.NOTICES);
        if (notice.kind().leavesTheService()) {
            sendOut(notice);
        }
    }

    private void sendOut(Notice notice) {
        var rule = rules.of(notice.tenant());
        Stream.concat(
                        rule.mail().stream().map(to -> "mailto:" + to),
                        rule.webhooks().stream().map(Object::toString))
                .forEach(address -> send(notice, address));
    }

    private void send(Notice notice, String address) {
        var job = new SendNoticeTask.Job(notice.tenant(), notice.id(), address, 0);
        scheduler
                .getObject()
                .scheduleIfNotExists(SendNoticeTask.SEND
                        .instance("%s/%s/%s"
                                .formatted(
                                        notice.tenant(),
                                        notice.id(),
                                        UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8))))
                        .data(job)
                        .scheduledTo(clock.instant()));
    }
}
