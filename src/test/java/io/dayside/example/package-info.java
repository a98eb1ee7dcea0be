/** The kernel as others use it: as a library, from outside its packages. */
@NullMarked
package io.dayside.example;

import org.jspecify.annotations.NullMarked;
