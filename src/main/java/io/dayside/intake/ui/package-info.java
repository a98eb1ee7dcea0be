/** What a hospital's coordinator sees of what came in. */
@NullMarked
package io.dayside.intake.ui;

import org.jspecify.annotations.NullMarked;
