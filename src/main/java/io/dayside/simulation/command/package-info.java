/** The command {@code simulate}. */
@NullMarked
package io.dayside.simulation.command;

import org.jspecify.annotations.NullMarked;
