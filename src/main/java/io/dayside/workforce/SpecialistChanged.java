package io.dayside.workforce;

/** Somebody's passport says something else now, or will at the commit of the running transaction. */
public record SpecialistChanged(String username) {}
