package io.dayside.routing.engine;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Cases of two hospitals on a Tuesday morning, and readers whose papers a test writes. */
final class EngineFixtures {

    static final TenantId HARBOUR = new TenantId("harbour");
    static final TenantId NORTHGATE = new TenantId("northgate");
    static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    static final Need HEAD_CT = Need.of(HARBOUR, "GB", "CT", "HEAD");
    static final Need CHEST_CT = Need.of(HARBOUR, "GB", "CT", "CHEST");
    static final Need NEURO_MR = Need.of(NORTHGATE, "GB", "MR", "HEAD");

    private static final Map<ReadingClass, Duration> TARGETS = Map.of(
            ReadingClass.FRONT, Duration.ofMinutes(20),
            ReadingClass.STAT, Duration.ofHours(1),
            ReadingClass.URGENT, Duration.ofHours(4),
            ReadingClass.ROUTINE, Duration.ofHours(24));

    private EngineFixtures() {}

    /** A case that came {@code minutes} before {@link #NOW}, with the usual target of its class. */
    static Waiting waiting(String name, Need need, ReadingClass ordered, long minutes) {
        var since = NOW.minus(Duration.ofMinutes(minutes));
        var target = TARGETS.getOrDefault(ordered, Duration.ZERO);
        return new Waiting(
                id(name, need), need, ordered, null, since, since.plus(target), target, "", Duration.ofMinutes(10), 1);
    }

    static CaseId id(String name, Need need) {
        return new CaseId(need.tenant(), UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    static Waiting flagged(Waiting work, Severity severity, double probability) {
        return new Waiting(
                work.id(),
                work.need(),
                work.ordered(),
                new Flag(severity, probability),
                work.since(),
                work.dueAt(),
                work.target(),
                work.continuity(),
                work.expectedReading(),
                work.value());
    }

    static Waiting ofPatient(Waiting work, String continuity) {
        return new Waiting(
                work.id(),
                work.need(),
                work.ordered(),
                work.flag(),
                work.since(),
                work.dueAt(),
                work.target(),
                continuity,
                work.expectedReading(),
                work.value());
    }

    static Instant minutes(long after) {
        return NOW.plus(Duration.ofMinutes(after));
    }

    /** Papers that a test writes; each may end on a day. */
    static final class Papers implements Credentials {

        private final Map<String, Set<Need>> allowed = new HashMap<>();
        private final Map<String, LocalDate> lastDay = new HashMap<>();
        private final Map<String, Map<Need, Double>> fits = new HashMap<>();

        Papers allow(String reader, Need... needs) {
            allowed.computeIfAbsent(reader, _ -> new HashSet<>()).addAll(Set.of(needs));
            return this;
        }

        void revoke(String reader, Need need) {
            allowed.getOrDefault(reader, new HashSet<>()).remove(need);
        }

        void endOn(String reader, LocalDate day) {
            lastDay.put(reader, day);
        }

        void fit(String reader, Need need, double fit) {
            fits.computeIfAbsent(reader, _ -> new HashMap<>()).put(need, fit);
        }

        @Override
        public boolean allow(String reader, Need need, LocalDate day) {
            return allowed.getOrDefault(reader, Set.of()).contains(need)
                    && !day.isAfter(lastDay.getOrDefault(reader, LocalDate.MAX));
        }

        @Override
        public double fit(String reader, Need need) {
            return fits.getOrDefault(reader, Map.of()).getOrDefault(need, 0.0);
        }
    }
}
