/**
 * Assignment that looks ahead: Timefold plans who reads which of the cases that wait, again and again. An experiment beside
 * the order of reading; nothing but a bench uses it.
 */
@NullMarked
package io.dayside.simulation.lookahead;

import org.jspecify.annotations.NullMarked;
