/** Closed forms of queueing theory, and the simulation held against them. */
@NullMarked
package io.dayside.simulation.theory;

import org.jspecify.annotations.NullMarked;
