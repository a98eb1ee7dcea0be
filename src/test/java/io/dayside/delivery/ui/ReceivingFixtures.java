package io.dayside.delivery.ui;

import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.StudyRef;
import io.dayside.intake.ReceivingStudy;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;

/** Studies that are being received, of a hospital whose quiet time is five minutes. */
final class ReceivingFixtures {

    static final Instant LAST = Instant.parse("2026-11-26T14:02:00Z");
    static final Duration QUIET = Duration.ofMinutes(5);

    private ReceivingFixtures() {}

    static ReceivingStudy receiving(int instances) {
        return receiving("1.2.3", instances, 1, 0, 0, QUIET);
    }

    static ReceivingStudy receiving(String uid, int instances) {
        return receiving(uid, instances, 1, 0, 0, QUIET);
    }

    static ReceivingStudy receiving(String uid, int instances, int round, int ordered, int steps, Duration quietTime) {
        var study = new ArchivedStudy(
                new StudyRef(new TenantId("northgate"), uid),
                "MAIN",
                "NG_CT1",
                "P-1",
                "",
                "Roe^Jane",
                null,
                "F",
                "ACC-1",
                "CT head",
                "CT",
                "HEAD",
                null,
                1,
                instances,
                LAST.minusSeconds(60),
                LAST);
        return new ReceivingStudy(study, round, ordered, steps, quietTime);
    }
}
