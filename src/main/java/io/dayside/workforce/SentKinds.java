package io.dayside.workforce;

import io.dayside.cases.CaseKinds;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.ReadingRights.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What hospitals sent, with the subspecialty that it asks for. Looked at anew for each question. */
final class SentKinds {

    /** @param count how many studies */
    record Sent(TenantId tenant, String facility, Kind kind, long count) {

        boolean isFrom(Facility one) {
            return tenant.equals(one.tenant()) && facility.equals(one.code());
        }
    }

    private record Key(TenantId tenant, String facility, Kind kind) {}

    private final List<Sent> sent;

    private SentKinds(List<Sent> sent) {
        this.sent = sent;
    }

    static SentKinds since(Instant since, CaseKinds kinds, Subspecialties.Rules rules) {
        if (rules.hospitals().isEmpty()) {
            return new SentKinds(kinds.since(since).stream()
                    .map(one -> new Sent(one.tenant(), one.facility(), kind(one, Subspecialty.NONE), one.count()))
                    .toList());
        }
        var counts = kinds.describedSince(since).stream()
                .collect(Collectors.groupingBy(
                        one -> key(one, rules),
                        Collectors.summingLong(one -> one.kind().count())));
        return new SentKinds(counts.entrySet().stream().map(SentKinds::sent).toList());
    }

    private static Key key(CaseKinds.Described one, Subspecialties.Rules rules) {
        var sent = one.kind();
        var asked = rules.of(sent.tenant(), sent.modality(), sent.bodyPart(), sent.age(), one.procedure());
        return new Key(sent.tenant(), sent.facility(), kind(sent, asked.required() ? asked : Subspecialty.NONE));
    }

    private static Kind kind(CaseKinds.Sent sent, Subspecialty asked) {
        return new Kind(sent.modality(), sent.bodyPart(), sent.age(), asked);
    }

    private static Sent sent(Map.Entry<Key, Long> counted) {
        var key = counted.getKey();
        return new Sent(key.tenant(), key.facility(), key.kind(), counted.getValue());
    }

    List<Sent> all() {
        return sent;
    }

    /** Modalities of all hospitals, in their order. */
    List<String> modalities() {
        return sent.stream()
                .map(one -> one.kind().modality())
                .filter(modality -> !modality.isBlank())
                .distinct()
                .sorted()
                .toList();
    }

    /** Modalities that came from the facility, those for which a subspecialty is required with it once more. */
    List<Wanted> wantedAt(Facility facility) {
        var wanted = new TreeSet<Wanted>();
        sent.stream()
                .filter(one -> one.isFrom(facility) && !one.kind().modality().isBlank())
                .forEach(one -> {
                    wanted.add(new Wanted(one.kind().modality(), Subspecialty.NONE));
                    wanted.add(new Wanted(one.kind().modality(), one.kind().subspecialty()));
                });
        return List.copyOf(wanted);
    }

    /** Of a facility's hours it is asked who is there for this. */
    record Wanted(String modality, Subspecialty subspecialty) implements Comparable<Wanted> {

        /** {@code CT}; {@code CT NEURORADIOLOGY} where that is required. */
        String words() {
            return (modality + " " + subspecialty.name()).strip();
        }

        @Override
        public int compareTo(Wanted other) {
            return words().compareTo(other.words());
        }
    }
}
