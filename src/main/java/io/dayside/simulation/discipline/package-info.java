/** Rules of assignment: those that others use, to compare with, and the one of routing. */
@NullMarked
package io.dayside.simulation.discipline;

import org.jspecify.annotations.NullMarked;
