/** Pages of this room. */
@NullMarked
package io.dayside.insight.ui;

import org.jspecify.annotations.NullMarked;
