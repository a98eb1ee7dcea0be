@NullMarked
package io.dayside.launch;

import org.jspecify.annotations.NullMarked;
