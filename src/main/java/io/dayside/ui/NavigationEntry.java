package io.dayside.ui;

import io.dayside.identity.Role;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * A page of a room in the shell's navigation. Rooms contribute it as a bean.
 *
 * @param label what the person reads
 * @param route address without leading slash
 * @param roles who sees it
 * @param order ascending from the left; the first entry a person sees is their home
 * @param waiting how much waits there for the current caller; shown behind the label unless it is 0
 */
public record NavigationEntry(String label, String route, Set<Role> roles, int order, IntSupplier waiting) {

    /** A page on which nothing waits. */
    public NavigationEntry(String label, String route, Set<Role> roles, int order) {
        this(label, route, roles, order, () -> 0);
    }
}
