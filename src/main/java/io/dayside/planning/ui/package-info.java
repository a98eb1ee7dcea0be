/** The manager's page of staffing and policy variants side by side. */
@NullMarked
package io.dayside.planning.ui;

import org.jspecify.annotations.NullMarked;
