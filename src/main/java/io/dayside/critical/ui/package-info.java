/** What other rooms' pages show of critical results. */
@NamedInterface("ui")
@NullMarked
package io.dayside.critical.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
