package io.dayside.identity;

/** Somebody may see more or less than a moment ago. Other nodes learn of it within seconds. */
public record RightsChanged(String username) {}
