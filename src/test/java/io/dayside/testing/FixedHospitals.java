package io.dayside.testing;

import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Two hospitals that tests know by heart, in place of applied configuration. */
public final class FixedHospitals implements Tenants {

    public static final TenantId NORTHGATE = new TenantId("northgate");
    public static final TenantId HARBOUR = new TenantId("harbour");

    private final List<Hospital> hospitals;

    public FixedHospitals(Duration quietTime) {
        this(quietTime, quietTime);
    }

    public FixedHospitals(Duration quietTimeOfNorthgate, Duration quietTimeOfHarbour) {
        this(quietTimeOfNorthgate, quietTimeOfHarbour, "0".repeat(64), "1".repeat(64));
    }

    /** The certificates are SHA-256 digests, of which each hospital's secure sender proves its own. */
    public FixedHospitals(
            Duration quietTimeOfNorthgate,
            Duration quietTimeOfHarbour,
            String certificateOfNorthgate,
            String certificateOfHarbour) {
        this.hospitals = new CopyOnWriteArrayList<>(List.of(
                hospital(
                        NORTHGATE,
                        "Northgate General",
                        "NG",
                        "US-NY",
                        "America/New_York",
                        quietTimeOfNorthgate,
                        certificateOfNorthgate),
                hospital(
                        HARBOUR,
                        "Harbour Clinic",
                        "HC",
                        "GB",
                        "Europe/London",
                        quietTimeOfHarbour,
                        certificateOfHarbour)));
    }

    /** As if the hospital's configuration had been applied with these destinations and no others. */
    public void setDestinations(TenantId id, Hospital.Destination... destinations) {
        replace(id, one -> changed(one, List.of(destinations), one.quota(), one.teaching()));
    }

    /** As if the hospital's configuration had been applied as a library. */
    public void keepLibrary(TenantId id) {
        replace(id, one -> changed(one, one.destinations(), one.quota(), true));
    }

    /** As if the hospital's configuration had been applied with that quota. */
    public void setQuota(TenantId id, Hospital.Quota quota) {
        replace(id, one -> changed(one, one.destinations(), quota, one.teaching()));
    }

    private void replace(TenantId id, UnaryOperator<Hospital> change) {
        hospitals.replaceAll(hospital -> hospital.id().equals(id) ? change.apply(hospital) : hospital);
    }

    private static Hospital changed(
            Hospital hospital,
            @Nullable List<Hospital.Destination> destinations,
            Hospital.@Nullable Quota quota,
            @Nullable Boolean teaching) {
        return new Hospital(
                hospital.id(),
                hospital.name(),
                hospital.numberPrefix(),
                hospital.aeTitle(),
                hospital.senders(),
                hospital.facilities(),
                hospital.turnaround(),
                hospital.models(),
                hospital.quietTime(),
                hospital.orderWait(),
                hospital.orders(),
                hospital.results(),
                destinations,
                quota,
                hospital.quietTimes(),
                teaching);
    }

    private static Hospital hospital(
            TenantId id,
            String name,
            String prefix,
            String jurisdiction,
            String zone,
            Duration quietTime,
            String certificate) {
        return new Hospital(
                id,
                name,
                prefix,
                id.code().toUpperCase(Locale.ROOT),
                List.of(
                        new Hospital.Sender(prefix + "_CT1", "MAIN", List.of()),
                        new Hospital.Sender(prefix + "_FAR", "MAIN", List.of("192.0.2.1")),
                        new Hospital.Sender(prefix + "_TLS", "MAIN", List.of(), List.of(certificate)),
                        new Hospital.Sender(
                                prefix + "_PACS",
                                "MAIN",
                                List.of(),
                                List.of(),
                                List.of(Hospital.Permission.QUERY, Hospital.Permission.RETRIEVE)),
                        new Hospital.Sender(
                                prefix + "_MPPS",
                                "MAIN",
                                List.of(),
                                List.of(),
                                List.of(Hospital.Permission.STORE, Hospital.Permission.STEPS)),
                        new Hospital.Sender("DAYSIDE_SEND", "MAIN", List.of("127.0.0.1", "localhost"))),
                List.of(new Facility(id, "MAIN", name, jurisdiction, ZoneId.of(zone))),
                Map.of(
                        Priority.STAT, Duration.ofMinutes(30),
                        Priority.URGENT, Duration.ofHours(2),
                        Priority.ROUTINE, Duration.ofHours(12)),
                List.of(),
                quietTime,
                Duration.ofMinutes(5),
                new Hospital.Hl7Peer(prefix + "_RIS", "MAIN", "DAYSIDE"),
                null,
                List.of(),
                null,
                Map.of("DX", Duration.ofSeconds(1)),
                null);
    }

    @Override
    public List<Hospital> all() {
        return hospitals;
    }

    @Override
    public Optional<Hospital> find(TenantId id) {
        return hospitals.stream().filter(hospital -> hospital.id().equals(id)).findFirst();
    }

    @Override
    public Hospital get(TenantId id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no hospital " + id));
    }

    @Override
    public Optional<Hospital> byCalledAeTitle(String aeTitle) {
        return hospitals.stream()
                .filter(hospital -> hospital.aeTitle().equals(aeTitle))
                .findFirst();
    }

    @Override
    public Set<TenantId> ids() {
        return hospitals.stream().map(Hospital::id).collect(Collectors.toSet());
    }
}
