/** The specialist's pages: worklist, case, signed report. */
@NullMarked
package io.dayside.reading.ui;

import org.jspecify.annotations.NullMarked;
