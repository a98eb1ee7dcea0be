package io.dayside.archive;

import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Whether a new object may be kept: by the hospital's quota, by its pace, and by the room on the disk. What belongs to a
 * STAT order has a reserve beyond the first, no pace, and the rest of the disk.
 */
@Component
class Admission implements SpareRoom {

    /** Of the quota, on top of it, for objects of STAT orders. */
    private static final double RESERVE = 0.1;

    /** Of quota and pace, and as often the disk's reserve: what is left to objects that are sent. */
    private static final double LEFT_OF_QUOTA = 0.1;

    private static final double LEFT_OF_PACE = 0.5;
    private static final int DISK_RESERVES_LEFT = 2;

    private final Tenants tenants;
    private final ToLongFunction<TenantId> storedBytes;
    private final LongSupplier usableBytes;
    private final LongSupplier nanoTime;
    private final long diskReserveBytes;
    private final MeterRegistry meters;
    private final Map<TenantId, Pace> paces = new ConcurrentHashMap<>();
    private final Set<TenantId> measured = ConcurrentHashMap.newKeySet();

    @Autowired
    Admission(
            Tenants tenants,
            StorageUse use,
            MeterRegistry meters,
            @Value("${dayside.archive.disk-reserve:1GB}") DataSize diskReserve) {
        this(tenants, use::bytes, use::usableBytes, System::nanoTime, meters, diskReserve);
    }

    Admission(
            Tenants tenants,
            ToLongFunction<TenantId> storedBytes,
            LongSupplier usableBytes,
            LongSupplier nanoTime,
            MeterRegistry meters,
            DataSize diskReserve) {
        this.tenants = tenants;
        this.storedBytes = storedBytes;
        this.usableBytes = usableBytes;
        this.nanoTime = nanoTime;
        this.meters = meters;
        this.diskReserveBytes = diskReserve.toBytes();
    }

    /** Why an object is not kept, as its sender reads it: at most 64 characters, PS3.7 C.4.2. */
    enum Objection {
        QUOTA("Storage quota is used up; STAT orders are still taken"),
        QUOTA_AND_RESERVE("Storage quota is used up"),
        PACE("More objects a minute than agreed; STAT orders are still taken"),
        DISK("Disk is almost full; STAT orders are still taken");

        private final String words;

        Objection(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * Asked of each object that is not held yet.
     *
     * @param urgent whether it belongs to a STAT order
     * @param bytes of its data set
     */
    Optional<Objection> objection(TenantId tenant, boolean urgent, long bytes) {
        var objection = byDisk(urgent, bytes)
                .or(() -> tenants.find(tenant)
                        .map(Hospital::quota)
                        .flatMap(quota -> byQuota(tenant, quota, urgent, bytes)));
        return counted(tenant, objection);
    }

    /**
     * Asked while a large object arrives, which may be held already: the quota is looked at when it is whole.
     *
     * @param urgent as of {@link #objection}; asked only where it matters
     */
    Optional<Objection> objectionAmid(TenantId tenant, BooleanSupplier urgent) {
        boolean roomForRoutine = usableBytes.getAsLong() >= diskReserveBytes;
        return roomForRoutine || urgent.getAsBoolean()
                ? Optional.empty()
                : counted(tenant, Optional.of(Objection.DISK));
    }

    private Optional<Objection> counted(TenantId tenant, Optional<Objection> objection) {
        objection.ifPresent(
                one -> meters.counter("dayside.archive.refused", "tenant", tenant.code(), "because", one.name())
                        .increment());
        return objection;
    }

    private Optional<Objection> byDisk(boolean urgent, long bytes) {
        return !urgent && usableBytes.getAsLong() - bytes < diskReserveBytes
                ? Optional.of(Objection.DISK)
                : Optional.empty();
    }

    private Optional<Objection> byQuota(TenantId tenant, Hospital.Quota quota, boolean urgent, long bytes) {
        measure(tenant);
        long after = storedBytes.applyAsLong(tenant) + bytes;
        if (after > quota.storageBytes() * (1 + RESERVE)) {
            return Optional.of(Objection.QUOTA_AND_RESERVE);
        }
        if (urgent) {
            return Optional.empty();
        }
        if (after > quota.storageBytes()) {
            return Optional.of(Objection.QUOTA);
        }
        var perMinute = quota.instancesPerMinute();
        return perMinute == null || pace(tenant).allows(perMinute) ? Optional.empty() : Optional.of(Objection.PACE);
    }

    private Pace pace(TenantId tenant) {
        return paces.computeIfAbsent(tenant, _ -> new Pace(nanoTime));
    }

    @Override
    public Spare spare(TenantId tenant) {
        if (usableBytes.getAsLong() < DISK_RESERVES_LEFT * diskReserveBytes) {
            return Spare.NONE;
        }
        return tenants.find(tenant)
                .map(Hospital::quota)
                .map(quota -> spare(tenant, quota))
                .orElse(Spare.THERE);
    }

    private Spare spare(TenantId tenant, Hospital.Quota quota) {
        if (storedBytes.applyAsLong(tenant) > quota.storageBytes() * (1 - LEFT_OF_QUOTA)) {
            return Spare.NONE;
        }
        var perMinute = quota.instancesPerMinute();
        return perMinute == null || pace(tenant).hasSaved(1 + perMinute * LEFT_OF_PACE, perMinute)
                ? Spare.THERE
                : Spare.SOON;
    }

    private void measure(TenantId tenant) {
        if (measured.add(tenant)) {
            Gauge.builder("dayside.archive.quota.used", tenant, this::share)
                    .description("what is stored, as a share of the quota; warn from 0.8")
                    .tag("tenant", tenant.code())
                    .register(meters);
        }
    }

    private double share(TenantId tenant) {
        return tenants.find(tenant)
                .map(Hospital::quota)
                .map(quota -> (double) storedBytes.applyAsLong(tenant) / quota.storageBytes())
                .orElse(Double.NaN);
    }
}
