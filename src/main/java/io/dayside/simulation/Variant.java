package io.dayside.simulation;

/** One of several ways to run a floor, compared with others on the same seeds. */
public record Variant(String name, Scenario scenario, Policy policy) {}
