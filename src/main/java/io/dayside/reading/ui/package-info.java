/**
 * The specialist's pages: worklist, case, signed report.
 *
 * <p>Other rooms may lay a case of their own on a {@link io.dayside.reading.ui.ReadingDesk}.
 */
@NamedInterface("desk")
@NullMarked
package io.dayside.reading.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
