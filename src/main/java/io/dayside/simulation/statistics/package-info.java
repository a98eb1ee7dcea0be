/** Means with intervals, and quantiles. */
@NamedInterface("statistics")
@NullMarked
package io.dayside.simulation.statistics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
