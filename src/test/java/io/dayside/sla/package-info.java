@NullMarked
package io.dayside.sla;

import org.jspecify.annotations.NullMarked;
