/** Dayside: collaborative, multi-tenant teleradiology. Each package below is one room; the README has the map. */
@org.jspecify.annotations.NullMarked
package io.dayside;
