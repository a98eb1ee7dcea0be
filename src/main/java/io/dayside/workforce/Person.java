package io.dayside.workforce;

import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * Who somebody is who reads, apart from what they may.
 *
 * @param capacity how many cases they may hold at once
 * @param resident whether they are in training: an attending reads after them
 */
record Person(String username, String displayName, ZoneId zone, int capacity, boolean resident) {

    static final Pattern USERNAME = Pattern.compile("[a-z][a-z0-9.-]{1,62}");

    /** Somebody who is no resident. */
    Person(String username, String displayName, ZoneId zone, int capacity) {
        this(username, displayName, zone, capacity, false);
    }

    static Person of(Specialist specialist) {
        return new Person(
                specialist.username(),
                specialist.displayName(),
                specialist.zone(),
                specialist.capacity(),
                specialist.resident());
    }
}
