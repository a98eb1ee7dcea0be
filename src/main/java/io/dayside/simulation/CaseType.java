package io.dayside.simulation;

import java.util.Optional;

/**
 * One kind of study.
 *
 * @param skill that a reader must have
 * @param finding that a model looks for in it; empty where no model does
 */
public record CaseType(String name, String skill, ReadingTime time, Optional<Finding> finding) {}
