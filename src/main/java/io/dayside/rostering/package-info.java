/**
 * Which shifts of a week are worked so that as little as possible stays without a reader: a plain rule, and Timefold's search
 * that begins with what the rule found. Minutes and numbers only: nothing here knows of zones, of a database or of Spring.
 *
 * <p>Start at {@link io.dayside.rostering.RosterProblem} and {@link io.dayside.rostering.RosterSearch}.
 */
@ApplicationModule(
        displayName = "Rostering",
        allowedDependencies = {})
@NullMarked
package io.dayside.rostering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
