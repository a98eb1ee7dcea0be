package io.dayside.audit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Service
class HashLinkedTrail implements AuditTrail {

    private static final Actor PLATFORM = Actor.system("platform");

    private final ChainWriter writer;
    private final ObjectProvider<CallerActor> caller;

    HashLinkedTrail(ChainWriter writer, ObjectProvider<CallerActor> caller) {
        this.writer = writer;
        this.caller = caller;
    }

    @Override
    public void append(AuditEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("an event is appended with what it records, in one transaction");
        }
        PendingEvents.ofRunningTransaction(writer).add(event, actor());
    }

    private Actor actor() {
        return Actor.bound()
                .or(() -> caller.stream().findFirst().flatMap(CallerActor::ofCaller))
                .orElse(PLATFORM);
    }
}
