/**
 * What if the roster or the rule had been another one? A hospital's own past, replayed by the simulator.
 *
 * <p>Start at {@link io.dayside.planning.Planner}.
 */
@ApplicationModule(
        displayName = "Planning",
        allowedDependencies = {
            "tenancy",
            "identity",
            "cases",
            "sla",
            "workforce",
            "simulation",
            "simulation :: statistics",
            "routing :: engine",
            "triage",
            "ui"
        })
@NullMarked
package io.dayside.planning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
