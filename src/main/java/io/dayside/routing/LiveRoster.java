package io.dayside.routing;

import io.dayside.routing.engine.ReadingOrder;
import io.dayside.workforce.ContractHours;
import io.dayside.workforce.Specialist;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells an order of reading who reads for us, what their papers and contracts allow, and when their shifts begin and end. A
 * shift ends for it where the hours of a contract do.
 */
final class LiveRoster {

    /** Until when a shift is asked about again that has no end because the next one begins with it. */
    private static final Duration A_DAY = Duration.ofDays(1);

    private final ReadingOrder order;
    private final Papers papers;
    private final Map<String, Specialist> known = new HashMap<>();
    private final Map<String, ContractHours> hours = new HashMap<>();

    /** When a shift of theirs next begins or ends. */
    private final Map<String, Instant> turns = new HashMap<>();

    LiveRoster(ReadingOrder order, Papers papers) {
        this.order = order;
        this.papers = papers;
    }

    Collection<Specialist> everybody() {
        return known.values();
    }

    boolean knows(String username) {
        return known.containsKey(username);
    }

    /** @return whether somebody left, or has another number of places: what they held is then not known any more */
    boolean meet(List<Specialist> everybody, Instant now) {
        var names = everybody.stream().map(Specialist::username).collect(Collectors.toSet());
        boolean left = leaveAllBut(names, now);
        for (var specialist : everybody) {
            left |= meet(specialist, now);
        }
        return left;
    }

    private boolean leaveAllBut(Set<String> names, Instant now) {
        var gone = known.keySet().stream().filter(name -> !names.contains(name)).toList();
        gone.forEach(name -> leave(name, now));
        return !gone.isEmpty();
    }

    private void leave(String username, Instant now) {
        order.leave(username, now);
        papers.remove(username);
        known.remove(username);
        hours.remove(username);
        turns.remove(username);
    }

    private boolean meet(Specialist specialist, Instant now) {
        var before = known.get(specialist.username());
        if (specialist.equals(before)) {
            return false;
        }
        boolean otherPlaces = before != null && before.capacity() != specialist.capacity();
        if (otherPlaces) {
            leave(specialist.username(), now);
        }
        known.put(specialist.username(), specialist);
        papers.put(specialist);
        order.join(specialist.username(), specialist.capacity());
        order.credentialsChanged(specialist.username());
        order.limit(specialist.username(), EligibilityRules.pace(specialist).orElse(null));
        hours.put(specialist.username(), new ContractHours(specialist));
        turn(specialist, now);
        return otherPlaces;
    }

    /** Begins and ends the shifts whose time has come. */
    void advance(Instant now) {
        known.values().stream()
                .filter(specialist ->
                        !turns.getOrDefault(specialist.username(), Instant.MAX).isAfter(now))
                .toList()
                .forEach(specialist -> turn(specialist, now));
    }

    private void turn(Specialist specialist, Instant now) {
        var username = specialist.username();
        var agreed = hours.computeIfAbsent(username, _ -> new ContractHours(specialist));
        if (agreed.onShift(now)) {
            var until = agreed.shiftEnd(now).map(ZonedDateTime::toInstant).orElse(now.plus(A_DAY));
            order.beginShift(username, until, now);
            turns.put(username, until);
        } else {
            order.endShift(username, now);
            turns.put(
                    username,
                    agreed.nextShift(now).map(ZonedDateTime::toInstant).orElse(Instant.MAX));
        }
    }
}
