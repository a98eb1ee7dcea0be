package io.dayside.audit;

/** Where every room leaves what it did. */
public interface AuditTrail {

    /**
     * Appends an event to its tenant's chain within the running transaction: it becomes durable with what it records, or
     * not at all. The chain's head is locked only when that transaction commits.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    void append(AuditEvent event);
}
