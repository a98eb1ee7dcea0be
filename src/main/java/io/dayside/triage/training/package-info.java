/** How the shipped weights were made, and how they were measured. */
@NullMarked
package io.dayside.triage.training;

import org.jspecify.annotations.NullMarked;
