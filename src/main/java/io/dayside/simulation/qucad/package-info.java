/**
 * The queueing model of AI triage that the FDA's DIDSR published as QuCAD and multi-QuCAD, implemented from its
 * definition. Nothing of their code is used.
 */
@NullMarked
package io.dayside.simulation.qucad;

import org.jspecify.annotations.NullMarked;
