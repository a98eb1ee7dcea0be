package io.dayside.audit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Events of the running transaction, kept back until it is about to commit so that the chain is locked briefly. */
final class PendingEvents implements TransactionSynchronization, Ordered {

    /** An event with the person or part that did it. */
    record Pending(AuditEvent event, Actor actor) {}

    private final ChainWriter writer;
    private final List<Pending> pending = new ArrayList<>();
    private boolean committing;

    private PendingEvents(ChainWriter writer) {
        this.writer = writer;
    }

    static PendingEvents ofRunningTransaction(ChainWriter writer) {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(PendingEvents.class::isInstance)
                .map(PendingEvents.class::cast)
                .findFirst()
                .orElseGet(() -> registered(writer));
    }

    private static PendingEvents registered(ChainWriter writer) {
        var events = new PendingEvents(writer);
        TransactionSynchronizationManager.registerSynchronization(events);
        return events;
    }

    void add(AuditEvent event, Actor actor) {
        if (committing) {
            writer.write(List.of(new Pending(event, actor)));
        } else {
            pending.add(new Pending(event, actor));
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        committing = true;
        writer.write(pending);
    }
}
