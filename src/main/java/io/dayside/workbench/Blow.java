package io.dayside.workbench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One kill.
 *
 * @param afterMillis from the first byte sent, where no failure point is awaited
 * @param passes how often the failure point is passed before; 0 where none is awaited
 * @param large whether large objects are sent, which get a file of their own
 */
record Blow(Victim victim, String point, int passes, int afterMillis, boolean large) {

    static final String RANDOM = "random";

    /** Failure points of an object on its way, as the archive names them. */
    static final List<String> POINTS =
            List.of("BEGUN", "RECEIVED", "APPENDED", "SYNCED", "RENAMED", "DIRECTORY_SYNCED", "INDEXED", "COMMITTED");

    /** Those that only an object with a file of its own passes. */
    private static final List<String> POINTS_OF_LARGE = List.of("RENAMED", "DIRECTORY_SYNCED");

    private static final int MOST_PASSES = 40;
    private static final int MOST_PASSES_OF_LARGE = 4;
    private static final int LONGEST_WAIT_MILLIS = 900;
    private static final int RANDOM_EVERY = 2;

    /** Who is killed. */
    enum Victim {
        /** The server's JVM. */
        SERVER,
        /** Every process of PostgreSQL, while the server lives. */
        DATABASE,
        /** One process of PostgreSQL, upon which it ends the others and recovers by itself. */
        PART_OF_DATABASE,
        /** Server and PostgreSQL, as in a power cut that spares what the kernel holds. */
        BOTH
    }

    /** How it is listed. */
    String name() {
        return victim == Victim.SERVER && !point.equals(RANDOM)
                ? point
                : victim.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + RANDOM;
    }

    boolean awaitsPoint() {
        return passes > 0;
    }

    /** Each failure point with small and large objects, each victim at random moments, in turns and shuffled. */
    static List<Blow> plan(int kills, Random random) {
        List<Blow> blows = new ArrayList<>();
        for (int turn = 0; blows.size() < kills; turn++) {
            for (String point : POINTS) {
                boolean large = POINTS_OF_LARGE.contains(point) || turn % 2 == 1;
                blows.add(at(point, large, random));
            }
            for (Victim victim : Victim.values()) {
                for (int i = 0; i < RANDOM_EVERY; i++) {
                    blows.add(sometime(victim, i == 1, random));
                }
            }
        }
        List<Blow> chosen = new ArrayList<>(blows.subList(0, kills));
        Collections.shuffle(chosen, random);
        return chosen;
    }

    static Blow at(String point, boolean large, Random random) {
        int most = POINTS_OF_LARGE.contains(point) ? MOST_PASSES_OF_LARGE : MOST_PASSES;
        return new Blow(Victim.SERVER, point, 1 + random.nextInt(most), 0, large);
    }

    static Blow sometime(Victim victim, boolean large, Random random) {
        return new Blow(victim, RANDOM, 0, random.nextInt(LONGEST_WAIT_MILLIS), large);
    }
}
