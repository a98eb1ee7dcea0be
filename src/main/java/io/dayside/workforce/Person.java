package io.dayside.workforce;

import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * Who somebody is who reads, apart from what they may.
 *
 * @param capacity how many cases they may hold at once
 */
record Person(String username, String displayName, ZoneId zone, int capacity) {

    static final Pattern USERNAME = Pattern.compile("[a-z][a-z0-9.-]{1,62}");

    static Person of(Specialist specialist) {
        return new Person(specialist.username(), specialist.displayName(), specialist.zone(), specialist.capacity());
    }
}
