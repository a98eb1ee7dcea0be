package io.dayside.tenancy;

/**
 * This node now works with a configuration of that version, applied by itself or by another. Published outside any
 * transaction, at start-up before any traffic.
 */
public record ConfigurationApplied(long version) {}
