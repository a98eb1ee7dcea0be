@org.jspecify.annotations.NullMarked
package io.dayside.triage.command;
