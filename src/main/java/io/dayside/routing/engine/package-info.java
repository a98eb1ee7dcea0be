/**
 * The order of reading as a value in memory: no database, no Spring, time handed in. The live worklist and the simulator
 * run this same code.
 *
 * <p>Start at {@link ReadingOrder}; {@link RoutingPolicy} holds every weight and bound, {@link Decision} says why.
 */
@NamedInterface("engine")
@NullMarked
package io.dayside.routing.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
