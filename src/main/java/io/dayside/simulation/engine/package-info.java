/** The clock, the floor and the cases on it. Times are minutes since the start of the simulation. */
@NullMarked
package io.dayside.simulation.engine;

import org.jspecify.annotations.NullMarked;
