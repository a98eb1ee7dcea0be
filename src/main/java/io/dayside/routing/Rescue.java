package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.FloorForecast.Moved;
import io.dayside.routing.engine.Waiting;
import io.dayside.sla.Outlook.Act;
import io.dayside.sla.Outlook.Saving;
import io.dayside.workforce.Specialist;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for who could keep a promise that will probably be broken. What only moves the delay to another case saves nothing:
 * each act is tried on the floor with the same reading times; it must keep the promise more often than not, and a quarter of
 * a promise more must be kept in all.
 */
final class Rescue {

    /** From a call until somebody who is off shift has opened the case. */
    private static final Duration COMES_IN = Duration.ofMinutes(15);

    /** Of the runs that were made without; enough to tell a promise kept from a delay moved. */
    private static final int TRIED = 8;

    private final FloorForecast forecast;
    private final List<Specialist> everybody;
    private final Papers papers = new Papers();
    private final List<Map<CaseId, Instant>> without;
    private final Instant now;
    private final Set<String> onCall;

    /** @param without what comes of it by itself, by seeds from 1 on */
    Rescue(FloorForecast forecast, List<Specialist> everybody, List<Map<CaseId, Instant>> without, Instant now) {
        this.forecast = forecast;
        this.everybody = everybody;
        this.without = without.stream().limit(TRIED).toList();
        this.now = now;
        this.onCall = everybody.stream()
                .filter(one -> one.onCall(now))
                .map(Specialist::username)
                .collect(Collectors.toUnmodifiableSet());
        everybody.forEach(papers::put);
    }

    /** The least that a manager must do, of each kind the quickest, who is on call before who is not; empty where nothing helps. */
    Optional<Saving> of(Waiting work) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var able = everybody.stream()
                .filter(one -> papers.allow(one.username(), work.need(), today)
                        && !forecast.hasDeclined(one.username(), work.id()))
                .filter(one -> {
                    var act = act(one);
                    return forecast.mayBegin(one, begin(act, one.username()), act != Act.CALL);
                })
                .map(one -> saving(one, work))
                .filter(saving -> !saving.signedBy().isAfter(work.dueAt()))
                .collect(Collectors.groupingBy(Saving::act, () -> new EnumMap<>(Act.class), Collectors.toList()));
        return able.values().stream()
                .flatMap(savings -> savings.stream().min(onCallFirst()).stream())
                .filter(saving -> helps(saving, work))
                .findFirst();
    }

    private Comparator<Saving> onCallFirst() {
        return Comparator.comparing((Saving saving) -> !onCall.contains(saving.username()))
                .thenComparing(Saving::signedBy)
                .thenComparing(Saving::username);
    }

    private Saving saving(Specialist one, Waiting work) {
        var act = act(one);
        return new Saving(
                act,
                one.displayName(),
                one.username(),
                begin(act, one.username()).plus(work.expectedReading()));
    }

    private Act act(Specialist one) {
        if (!one.onShift(now)) {
            return Act.CALL;
        }
        return forecast.holds(one.username()) < one.capacity() ? Act.ASK : Act.LET;
    }

    private Instant begin(Act act, String username) {
        return switch (act) {
            case ASK -> forecast.freeAt(username);
            case LET -> now;
            case CALL -> now.plus(COMES_IN);
        };
    }

    private boolean helps(Saving saving, Waiting work) {
        var moved = new Moved(
                work.id(), saving.username(), begin(saving.act(), saving.username()), saving.act() == Act.LET);
        int kept = 0;
        int fewer = 0;
        for (int run = 0; run < without.size(); run++) {
            var with = forecast.run(run + 1L, moved);
            var at = with.get(work.id());
            kept += at != null && !at.isAfter(work.dueAt()) ? 1 : 0;
            fewer += forecast.late(without.get(run)) - forecast.late(with);
        }
        return kept * 2 > without.size() && fewer * 4 >= without.size();
    }
}
