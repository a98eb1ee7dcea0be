@NullMarked
package io.dayside.identity;

import org.jspecify.annotations.NullMarked;
