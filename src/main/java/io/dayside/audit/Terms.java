package io.dayside.audit;

import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes records whose term is over, a batch in a transaction; the trail says how many of which they were. */
@Component
public class Terms {

    /** Rows of one statement: few enough that nobody waits for its locks. */
    static final int BATCH = 500;

    /** The rest goes with the next round. */
    private static final int MOST_BATCHES = 200;

    private static final Logger log = LoggerFactory.getLogger(Terms.class);

    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    Terms(AuditTrail trail, PlatformTransactionManager transactions) {
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Not inside a transaction. What cannot be deleted now is said in the log and stays.
     *
     * @param records what they are, such as {@code notices}
     * @param before until when their term ran
     * @param deletion deletes at most as many as it is given, within the tenant's transaction, and says how many those were
     * @return how many were deleted
     */
    public int end(TenantId tenant, String records, Instant before, ToIntFunction<Integer> deletion) {
        return TenantScope.call(
                tenant, () -> Actor.call(Actor.system("terms"), () -> batches(tenant, records, before, deletion)));
    }

    private int batches(TenantId tenant, String records, Instant before, ToIntFunction<Integer> deletion) {
        int deleted = 0;
        try {
            int last = BATCH;
            for (int batch = 0; batch < MOST_BATCHES && last == BATCH; batch++) {
                last = batch(tenant, records, before, deletion);
                deleted += last;
            }
        } catch (DataAccessException e) {
            log.warn("{}: {} whose term is over stay for now", tenant, records, e);
        }
        if (deleted > 0) {
            log.info("{}: {} {} from before {} were deleted, their term is over", tenant, deleted, records, before);
        }
        return deleted;
    }

    private int batch(TenantId tenant, String records, Instant before, ToIntFunction<Integer> deletion) {
        return transaction.execute(_ -> {
            int count = deletion.applyAsInt(BATCH);
            if (count > 0) {
                trail.append(AuditEvent.of(
                        tenant,
                        AuditAction.TERM_ENDED,
                        "records:" + records,
                        Map.of("count", Integer.toString(count), "before", before.toString())));
            }
            return count;
        });
    }

    /**
     * @param name of the property
     * @throws IllegalArgumentException where it is shorter than {@code least}, so that nothing in use is lost by a slip
     */
    public static Duration atLeast(Duration least, Duration configured, String name) {
        if (configured.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "%s must be %d days or more, was %s".formatted(name, least.toDays(), configured));
        }
        return configured;
    }
}
