/** The bell in the bar above every page. */
@NullMarked
package io.dayside.notices.ui;

import org.jspecify.annotations.NullMarked;
