package io.dayside.simulation;

/**
 * One measured case under one variant.
 *
 * @param group as in {@link Outcome}
 * @param skill that it asks for
 * @param minutes of all its waits; so far, where it was not read when the run was ended
 * @param coveredMinutes of them until any reader was on shift who may read it
 * @param late whether its reading ended after the limit
 */
public record Waited(String variant, String group, String skill, double minutes, double coveredMinutes, boolean late) {}
