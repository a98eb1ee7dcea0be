package io.dayside.rostering;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A week for which shifts are chosen.
 *
 * @param hours from the begin of the horizon
 */
public record RosterProblem(int hours, List<Worker> workers, List<Need> needs) {

    /** Between two shifts of one person, by the European working time directive. */
    public static final int REST_MINUTES = 11 * 60;

    private static final int HOUR = 60;

    public RosterProblem {
        workers = List.copyOf(workers);
        needs = List.copyOf(needs);
        for (var need : needs) {
            if (need.wanted().length != hours || need.able().size() != workers.size()) {
                throw new IllegalArgumentException("%s does not fit hours and workers".formatted(need.name()));
            }
        }
    }

    /** Shifts chosen of each worker, in their order. */
    public record Roster(List<List<ShiftOption>> shifts) {

        public Roster {
            shifts = shifts.stream().map(List::copyOf).toList();
        }
    }

    /** What is worked when nothing is changed. */
    public Roster usual() {
        return new Roster(workers.stream()
                .map(worker ->
                        worker.options().stream().filter(ShiftOption::usual).toList())
                .toList());
    }

    /**
     * First hour whose middle is not before that minute. Who is there in the middle of an hour counts for it, so that of two
     * who relieve each other within an hour one counts and not none.
     */
    public static int hourOf(int minute) {
        return Math.ceilDiv(minute - HOUR / 2, HOUR);
    }

    /** First hour of the horizon for which the shift counts. */
    static int firstHour(ShiftOption option) {
        return Math.max(0, hourOf(option.from()));
    }

    /** After the last hour of the horizon for which the shift counts. */
    int endHour(ShiftOption option) {
        return Math.min(hours, hourOf(option.until()));
    }

    /** Hundredths of readers that are missing before anything is chosen, hour by hour of the first need, then of the next. */
    int[] missing() {
        int[] missing = new int[needs.size() * hours];
        for (int cell = 0; cell < missing.length; cell++) {
            missing[cell] = needs.get(cell / hours).missing(cell % hours);
        }
        return missing;
    }

    /** Places in {@code missing} for which the shift counts and somebody is missing. */
    int[] cells(int worker, ShiftOption option, int[] missing) {
        return IntStream.range(0, needs.size())
                .flatMap(need -> IntStream.range(firstHour(option), endHour(option))
                        .filter(hour -> needs.get(need).able().get(worker).get(hour))
                        .map(hour -> need * hours + hour))
                .filter(cell -> missing[cell] > 0)
                .toArray();
    }
}
