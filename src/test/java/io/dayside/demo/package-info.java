@org.jspecify.annotations.NullMarked
package io.dayside.demo;
