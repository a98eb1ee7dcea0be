package io.dayside.notices;

import io.dayside.identity.Callers;
import io.dayside.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the caller is told. */
@Service
public class Notices {

    /** Older ones are not shown; the trail has what they were about. */
    private static final Duration SHOWN = Duration.ofDays(2);

    private static final int MOST_READ = 200;

    private final NoticeRows rows;
    private final Callers callers;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Notices(NoticeRows rows, Callers callers, PlatformTransactionManager transactions, Clock clock) {
        this.rows = rows;
        this.callers = callers;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** @param seen whether the caller has seen it */
    public record Told(Notice notice, boolean seen) {}

    /** Of the last two days, newest first. */
    public List<Told> mine() {
        return inScope(this::read);
    }

    /** Whatever the caller is told now counts as seen by them. */
    public void seen() {
        seen(_ -> true);
    }

    /** These count as seen by the caller, as far as they are told. */
    public void seen(Collection<UUID> shown) {
        var ids = Set.copyOf(shown);
        seen(told -> ids.contains(told.notice().id()));
    }

    private void seen(Predicate<Told> which) {
        inScope(() -> {
            var unseen =
                    read().stream().filter(told -> !told.seen()).filter(which).toList();
            unseen.forEach(told -> rows.seen(told.notice(), callers.required().username(), clock.instant()));
            return unseen.size();
        });
    }

    private List<Told> read() {
        var caller = callers.required();
        var seen = rows.seenBy(caller.username(), clock.instant().minus(SHOWN));
        return rows.since(clock.instant().minus(SHOWN), caller.roles(), caller.username(), MOST_READ).stream()
                .filter(notice -> notice.isFor(caller))
                .map(notice -> new Told(notice, seen.contains(notice.id())))
                .toList();
    }

    private <T> T inScope(Supplier<T> work) {
        var tenants = callers.required().tenants();
        return TenantScope.call(tenants, () -> transaction.execute(_ -> work.get()));
    }
}
