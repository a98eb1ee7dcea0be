/** Scenarios and models as YAML files. */
@NullMarked
package io.dayside.simulation.file;

import org.jspecify.annotations.NullMarked;
