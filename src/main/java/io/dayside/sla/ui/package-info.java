/** The manager's page. */
@NullMarked
package io.dayside.sla.ui;

import org.jspecify.annotations.NullMarked;
