/** What tests of every room share. */
@NullMarked
package io.dayside.testing;

import org.jspecify.annotations.NullMarked;
