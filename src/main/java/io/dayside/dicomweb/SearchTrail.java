package io.dayside.dicomweb;

import io.dayside.archive.SearchLevel;
import io.dayside.archive.SearchResult;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.Tag;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Leaves in the trail who searched by which attributes and how much came back; never what was searched for. */
@Component
class SearchTrail {

    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    SearchTrail(AuditTrail trail, PlatformTransactionManager transactions) {
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Returns once it is recorded. */
    void record(TenantId tenant, SearchLevel level, SearchParameters parameters, SearchResult found) {
        var keys = StreamSupport.stream(parameters.keys().spliterator(), false)
                .map(Element::tag)
                .filter(tag -> tag != Tag.SpecificCharacterSet)
                .toList();
        var event = AuditEvent.of(
                tenant,
                AuditAction.ARCHIVE_SEARCHED,
                "archive:" + level.name().toLowerCase(Locale.ROOT),
                Map.of(
                        "by", "DICOMweb",
                        "keys", SearchParameters.words(keys),
                        "matches", Integer.toString(found.matches().size())));
        TenantScope.run(tenant, () -> transaction.executeWithoutResult(_ -> trail.append(event)));
    }
}
