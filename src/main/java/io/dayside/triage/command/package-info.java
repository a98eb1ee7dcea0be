/** The commands {@code train} and {@code infer}. */
@NullMarked
package io.dayside.triage.command;

import org.jspecify.annotations.NullMarked;
