package io.dayside.critical;

import io.dayside.critical.CriticalResult.Acknowledgement;
import io.dayside.critical.CriticalResult.Withdrawal;
import io.dayside.sla.Communication;
import io.dayside.sla.Communications;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Critical results as promises. */
@Component
@Transactional(readOnly = true, propagation = Propagation.REQUIRED)
class CriticalCommunications implements Communications {

    private final CriticalRows rows;

    CriticalCommunications(CriticalRows rows) {
        this.rows = rows;
    }

    @Override
    public List<Communication> waiting(Set<TenantId> hospitals) {
        return rows.waiting(hospitals).stream()
                .map(CriticalCommunications::promise)
                .toList();
    }

    @Override
    public List<Communication> raisedWithin(TenantId hospital, Instant from, Instant to) {
        return rows.raisedWithin(hospital, from, to).stream()
                .map(CriticalCommunications::promise)
                .toList();
    }

    private static Communication promise(CriticalResult result) {
        var acknowledgement = Optional.ofNullable(result.acknowledgement());
        return new Communication(
                result.caseId(),
                result.number(),
                result.raisedAt(),
                result.target(),
                result.dueAt(),
                result.told(),
                result.toldLast(),
                acknowledgement.map(Acknowledgement::at).orElse(null),
                acknowledgement
                        .map(Acknowledgement::through)
                        .filter(CriticalResult.Through.PHONE::equals)
                        .isPresent(),
                Optional.ofNullable(result.withdrawal()).map(Withdrawal::at).orElse(null));
    }
}
