package io.dayside.tenancy;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as its reviewed file in {@code tenant-config/} declares it.
 *
 * @param numberPrefix two letters that begin this hospital's case numbers, {@code NG} in {@code NG-26-000042}
 * @param aeTitle the called AE title that names this hospital
 * @param senders calling AE titles registered here
 * @param facilities never empty; the first is the default
 * @param turnaround longest time from complete study to signed report, one for each priority
 * @param models names of the models this hospital has enabled
 * @param quietTime pause without a new instance after which a study counts as complete
 * @param orderWait how long a complete study waits for its order before it is read without one
 * @param results where signed reports go by HL7 MLLP; absent when the hospital takes them from the portal only
 * @param destinations application entities of the hospital that are called from here, and no others
 * @param quota how much it may store, and how fast; absent where nothing is agreed
 * @param quietTimes the pause for studies of a modality, by the code in Modality (0008,0060), where it differs
 * @param teaching true where it is a library of studies for tests and teaching, which nobody reads for a patient
 */
public record Hospital(
        TenantId id,
        String name,
        String numberPrefix,
        String aeTitle,
        List<Sender> senders,
        List<Facility> facilities,
        Map<Priority, Duration> turnaround,
        List<String> models,
        Duration quietTime,
        Duration orderWait,
        Hl7Peer orders,
        @Nullable MllpAddress results,
        @Nullable List<Destination> destinations,
        @Nullable Quota quota,
        Map<String, Duration> quietTimes,
        @Nullable Boolean teaching) {

    /** What was stored before a field was known has none of it. */
    public Hospital {
        destinations = destinations == null ? List.of() : List.copyOf(destinations);
        quietTimes = Map.copyOf(Objects.requireNonNullElse(quietTimes, Map.of()));
    }

    /** A hospital that is not called by DIMSE, and where every modality has the same quiet time. */
    public Hospital(
            TenantId id,
            String name,
            String numberPrefix,
            String aeTitle,
            List<Sender> senders,
            List<Facility> facilities,
            Map<Priority, Duration> turnaround,
            List<String> models,
            Duration quietTime,
            Duration orderWait,
            Hl7Peer orders,
            @Nullable MllpAddress results) {
        this(
                id,
                name,
                numberPrefix,
                aeTitle,
                senders,
                facilities,
                turnaround,
                models,
                quietTime,
                orderWait,
                orders,
                results,
                List.of(),
                null,
                Map.of(),
                null);
    }

    /**
     * A device or system that calls.
     *
     * @param aeTitle calling AE title
     * @param facility where it stands
     * @param hosts it may call from; none means any
     * @param certificates SHA-256 digests, in lower-case hexadecimal, of the certificates of which it has to prove one
     *     over TLS; none means that it may call without
     * @param may what it is let do; storing where nothing is said
     */
    public record Sender(
            String aeTitle,
            String facility,
            List<String> hosts,
            List<String> certificates,
            @Nullable List<Permission> may) {

        private static final List<Permission> STORING = List.of(Permission.STORE);

        public Sender {
            may = may == null || may.isEmpty() ? STORING : List.copyOf(may);
        }

        public Sender(String aeTitle, String facility, List<String> hosts, List<String> certificates) {
            this(aeTitle, facility, hosts, certificates, STORING);
        }

        public Sender(String aeTitle, String facility, List<String> hosts) {
            this(aeTitle, facility, hosts, List.of());
        }

        public boolean may(Permission permission) {
            return may != null && may.contains(permission);
        }
    }

    /** What a sender may be let do over DIMSE. */
    public enum Permission {
        STORE,
        QUERY,
        RETRIEVE,
        /** Report modality performed procedure steps. */
        STEPS
    }

    /**
     * Where an application entity of the hospital listens: objects are moved to it, and commitments reported.
     *
     * @param aeTitle its title, unique within the hospital
     * @param certificates SHA-256 digests, in lower-case hexadecimal, of the certificates of which it has to prove one;
     *     with any it is called over TLS, with none in the clear
     */
    public record Destination(String aeTitle, String host, int port, List<String> certificates) {

        public Destination {
            certificates = List.copyOf(certificates);
        }
    }

    /**
     * What a hospital may store.
     *
     * @param storageBytes of all its data sets together
     * @param instancesPerMinute new ones; absent where any number may come
     */
    public record Quota(long storageBytes, @Nullable Integer instancesPerMinute) {}

    /** MSH-3 and MSH-4 by which the hospital's order system names itself, and MSH-6 by which it names us. */
    public record Hl7Peer(String sendingApplication, String sendingFacility, String receivingFacility) {}

    public record MllpAddress(String host, int port) {}

    /** Whether its studies are for tests and teaching: no case is opened for them. */
    public boolean keepsLibrary() {
        return Boolean.TRUE.equals(teaching);
    }

    public Facility defaultFacility() {
        return facilities.getFirst();
    }

    public Optional<Facility> facility(String code) {
        return facilities.stream()
                .filter(facility -> facility.code().equals(code))
                .findFirst();
    }

    public Optional<Sender> sender(String callingAeTitle) {
        return senders.stream()
                .filter(sender -> sender.aeTitle().equals(callingAeTitle))
                .findFirst();
    }

    public Optional<Destination> destination(String aeTitleThere) {
        return Objects.requireNonNull(destinations).stream()
                .filter(destination -> destination.aeTitle().equals(aeTitleThere))
                .findFirst();
    }

    /** The pause after which a study with series of these modalities counts as complete: the longest of theirs. */
    public Duration quietTime(Collection<String> modalities) {
        return modalities.stream()
                .map(modality -> quietTimes.getOrDefault(modality, quietTime))
                .max(Comparator.naturalOrder())
                .orElse(quietTime);
    }

    public Duration turnaround(Priority priority) {
        var target = turnaround.get(priority);
        if (target == null) {
            throw new IllegalStateException("no turnaround promised for " + priority + " at " + id);
        }
        return target;
    }
}
