/**
 * What a roster and a rule of assignment do to waiting: a discrete-event simulation that drives the code routing uses.
 *
 * <p>Start at {@link io.dayside.simulation.WhatIf} and {@link io.dayside.simulation.Scenario}. Nothing here knows of
 * Spring, of a database or of a patient.
 */
@ApplicationModule(
        displayName = "Simulation",
        allowedDependencies = {"launch", "tenancy", "triage", "cases", "routing :: engine"})
@NullMarked
package io.dayside.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
