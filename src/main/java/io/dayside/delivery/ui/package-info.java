/** The hospital's own pages. */
@NullMarked
package io.dayside.delivery.ui;

import org.jspecify.annotations.NullMarked;
