@NullMarked
package io.dayside.routing;

import org.jspecify.annotations.NullMarked;
