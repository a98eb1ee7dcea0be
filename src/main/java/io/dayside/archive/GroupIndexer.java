package io.dayside.archive;

import io.dayside.archive.StoreSteps.Step;
import io.dayside.tenancy.QuickCommit;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Indexes objects, many in one transaction that is committed when they are durable; if that fails, each alone, so that one does not stop the others. */
@Component
class GroupIndexer {

    private static final Logger log = LoggerFactory.getLogger(GroupIndexer.class);

    private final InstanceIndex index;
    private final RecentStudies recent;
    private final TransactionTemplate transaction;
    private final StoreSteps steps;

    GroupIndexer(
            InstanceIndex index,
            RecentStudies recent,
            PlatformTransactionManager transactions,
            ObjectProvider<StoreSteps> steps) {
        this.index = index;
        this.recent = recent;
        this.transaction = new TransactionTemplate(transactions);
        this.steps = steps.getIfAvailable(() -> StoreSteps.UNOBSERVED);
    }

    /**
     * Answers each arrival. Never throws.
     *
     * @param durabilities of each: the rows are committed when all are on the disk
     */
    void index(TenantId tenant, List<Arrival> arrivals, List<Placement> places, List<Durability> durabilities) {
        try {
            var objects = new ArrayList<Indexable>();
            for (int i = 0; i < arrivals.size(); i++) {
                objects.add(arrivals.get(i).in(places.get(i)));
            }
            boolean inLog =
                    arrivals.stream().allMatch(arrival -> arrival.object().ownFile() == null);
            var recorded = inLog
                    ? QuickCommit.call(() -> index(tenant, objects, durabilities))
                    : index(tenant, objects, durabilities);
            for (int i = 0; i < arrivals.size(); i++) {
                arrivals.get(i).indexed(recorded.get(i));
            }
        } catch (IOException | RuntimeException | Error e) {
            if (arrivals.size() == 1) {
                arrivals.getFirst().fail(e);
                return;
            }
            log.warn("{} {} objects could not be indexed together: {}", tenant, arrivals.size(), e.toString());
            for (int i = 0; i < arrivals.size(); i++) {
                index(tenant, arrivals.subList(i, i + 1), places.subList(i, i + 1), durabilities.subList(i, i + 1));
            }
        }
    }

    /** Indexes durable objects in one transaction. */
    List<InstanceIndex.Recorded> index(TenantId tenant, List<Indexable> objects) throws IOException {
        return index(tenant, objects, List.of());
    }

    private List<InstanceIndex.Recorded> index(TenantId tenant, List<Indexable> objects, List<Durability> durabilities)
            throws IOException {
        try {
            var recorded = TenantScope.call(
                    tenant,
                    () -> Objects.requireNonNull(transaction.execute(_ -> {
                        var rows = index.record(objects, recent);
                        await(durabilities);
                        reached(Step.INDEXED);
                        return rows;
                    })));
            reached(Step.COMMITTED);
            return recorded;
        } catch (UncheckedIOException e) {
            forgetHintsOf(objects);
            throw e.getCause();
        } catch (RuntimeException | Error e) {
            forgetHintsOf(objects);
            throw e;
        }
    }

    /** Perhaps they caused the failure: a database that crashed may lack rows that they promise. */
    private void forgetHintsOf(List<Indexable> objects) {
        objects.forEach(object -> recent.forget(object.study()));
    }

    private static void await(List<Durability> durabilities) {
        try {
            for (var durability : durabilities) {
                durability.await();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reached(Step step) {
        try {
            steps.reached(step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
