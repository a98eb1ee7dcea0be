/** Practical tests as pages: for the officer who invites, for the candidate who sits. */
@NullMarked
package io.dayside.vetting.ui;

import org.jspecify.annotations.NullMarked;
