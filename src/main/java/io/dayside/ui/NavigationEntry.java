package io.dayside.ui;

import io.dayside.identity.Role;
import java.util.Set;

/**
 * A page of a room in the shell's navigation. Rooms contribute it as a bean.
 *
 * @param label what the person reads
 * @param route address without leading slash
 * @param roles who sees it
 * @param order ascending from the left; the first entry a person sees is their home
 */
public record NavigationEntry(String label, String route, Set<Role> roles, int order) {}
