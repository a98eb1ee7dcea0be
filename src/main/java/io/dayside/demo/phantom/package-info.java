/**
 * Geometric phantoms of a head in computed tomography and of a chest film, with and without the finding that a model
 * looks for. Everything follows from a seed. No part is taken from a patient.
 */
@NullMarked
package io.dayside.demo.phantom;

import org.jspecify.annotations.NullMarked;
