@NullMarked
package io.dayside.tenancy;

import org.jspecify.annotations.NullMarked;
