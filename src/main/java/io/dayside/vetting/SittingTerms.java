package io.dayside.vetting;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.dayside.audit.Terms;
import io.dayside.vetting.SittingRows.Place;
import io.dayside.workforce.EarnedCredentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** How long sittings are kept: for a term, and for as long as a passport rests on them. */
@Component
class SittingTerms {

    /** The database refuses earlier ones as well. */
    private static final Duration LEAST = Duration.ofDays(366);

    private final Terms terms;
    private final ExamRoom room;
    private final SittingRows rows;
    private final EarnedCredentials credentials;
    private final Clock clock;
    private final Duration kept;

    SittingTerms(
            Terms terms,
            ExamRoom room,
            SittingRows rows,
            EarnedCredentials credentials,
            Clock clock,
            @Value("${dayside.vetting.sittings-kept:1826d}") Duration kept) {
        this.terms = terms;
        this.room = room;
        this.rows = rows;
        this.credentials = credentials;
        this.clock = clock;
        this.kept = Terms.atLeast(LEAST, kept, "dayside.vetting.sittings-kept");
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        Task<Void> deleteOldSittings(
                ObjectProvider<SittingTerms> terms,
                @Value("${dayside.vetting.sittings-deleted:0 30 4 * * *}") String schedule) {
            return Tasks.recurring("delete-old-sittings", Schedules.cron(schedule))
                    .execute((_, _) -> terms.getObject().end());
        }
    }

    void end() {
        var before = clock.instant().minus(kept);
        room.libraries().forEach(library -> {
            var looked = new Looked();
            terms.end(library, "sittings", before, most -> end(before, most, looked));
        });
    }

    /** How far the look has come: what is kept is looked at once, however many batches there are. */
    private static final class Looked {

        private Place until = Place.START;
    }

    private int end(Instant before, int most, Looked looked) {
        int deleted = 0;
        while (deleted < most) {
            var page = rows.closedBefore(before, looked.until, most - deleted);
            if (page.isEmpty()) {
                return deleted;
            }
            var over = page.stream().filter(one -> !isInForce(one)).toList();
            over.forEach(one -> rows.delete(one.id()));
            deleted += over.size();
            looked.until = Place.of(page.getLast());
        }
        return deleted;
    }

    /** Whether the passport still says something because of it. */
    private boolean isInForce(Sitting sitting) {
        var result = sitting.result();
        if (result == null || sitting.annulment() != null) {
            return false;
        }
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return result.passed()
                ? credentials.restsOn(sitting.username(), result.certificate(), today)
                : credentials.suspended(sitting.username(), result.suspended(), today);
    }
}
