package io.dayside.critical;

import io.dayside.identity.Role;
import java.util.Set;

/**
 * Who was told of a critical result.
 *
 * @param people usernames, beside whoever has one of the roles at the hospital
 */
record Heard(Set<Role> roles, Set<String> people) {

    Heard {
        roles = Set.copyOf(roles);
        people = Set.copyOf(people);
    }
}
