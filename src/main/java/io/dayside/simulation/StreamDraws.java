package io.dayside.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * Arrivals of one stream, one after the other, each with a random stream of its own, so that what is drawn for the tenth
 * case is the same whatever was asked of the ninth.
 */
final class StreamDraws {

    private static final double SLOT_MINUTES = 15;
    private static final double MINUTES_A_DAY = 1_440;

    private final CaseStream stream;
    private final Instant start;
    private final long seed;
    private final SplittableRandom gaps;

    private int count;
    private int slot;
    private double insideSlot;

    StreamDraws(CaseStream stream, Instant start, long seed) {
        this.stream = stream;
        this.start = start;
        this.seed = mixed(seed, checksum(stream.name()));
        this.gaps = new SplittableRandom(this.seed);
    }

    /** Minutes of the next arrival since the start; infinite when no more come before {@code limit}. */
    double nextArrival(double limit) {
        count++;
        return stream.replayed().isEmpty() ? drawn(limit) : replayed();
    }

    private double replayed() {
        return count > stream.replayed().size()
                ? Double.POSITIVE_INFINITY
                : Duration.between(start, stream.replayed().get(count - 1)).toMillis() / 60_000.0;
    }

    /** Walks along the rate until it has summed up to an exponential draw. */
    private double drawn(double limit) {
        double left = gaps.nextExponential();
        while (slot * SLOT_MINUTES < limit) {
            double rate = ratePerMinute();
            double rest = SLOT_MINUTES - insideSlot;
            if (left < rate * rest) {
                insideSlot += left / rate;
                return slot * SLOT_MINUTES + insideSlot;
            }
            left -= rate * rest;
            slot++;
            insideSlot = 0;
        }
        return Double.POSITIVE_INFINITY;
    }

    private double ratePerMinute() {
        var local = LocalDateTime.ofInstant(start.plusSeconds((long) (slot * SLOT_MINUTES * 60)), stream.zone());
        return stream.casesPerDay() / MINUTES_A_DAY * stream.shape().at(local);
    }

    /** For everything else about the case that came last. */
    SplittableRandom ofLast() {
        return new SplittableRandom(mixed(seed, count));
    }

    static String pick(Map<String, Double> weights, double point) {
        double total =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double sum = 0;
        String last = "";
        for (var entry : weights.entrySet()) {
            if (entry.getValue() > 0) {
                last = entry.getKey();
                sum += entry.getValue() / total;
                if (point < sum) {
                    return last;
                }
            }
        }
        return last;
    }

    private static long checksum(String name) {
        var checksum = new CRC32C();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }

    /** Stafford's mixer of 64 bits, so that neighbouring seeds have nothing in common. */
    private static long mixed(long one, long other) {
        long z = one * 0x9E3779B97F4A7C15L + other + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
