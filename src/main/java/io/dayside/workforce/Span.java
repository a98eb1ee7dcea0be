package io.dayside.workforce;

import java.time.Instant;

/** @param until exclusive */
public record Span(Instant from, Instant until) {}
