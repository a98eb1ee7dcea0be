package io.dayside.archive;

import java.time.Instant;

/**
 * Instances of one study became durable together. Published inside the transaction that made them part of it.
 *
 * @param modality of the first of them
 * @param firstOfStudy whether the study was not there before
 * @param at when the last of them was received
 * @param asPriors whether all of them were fetched for comparison, so that they ask for no reading. An object that was
 *     fetched and is then sent is announced once more, without this
 */
public record InstancesStored(
        StudyRef study, String modality, int instances, boolean firstOfStudy, Instant at, boolean asPriors) {}
