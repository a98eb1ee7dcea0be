package io.dayside.triage;

import io.dayside.archive.StudyRef;

/**
 * The models are done with a study, or have given up on it. Published inside the transaction that stores the result.
 *
 * @param topProbability highest probability of a flagged finding, 0 where nothing was flagged
 * @param topSeverity of that finding; INCIDENTAL where nothing was flagged
 */
public record StudyAssessed(
        StudyRef study, Assessment.Status status, double topProbability, Severity topSeverity, String topLabel) {}
