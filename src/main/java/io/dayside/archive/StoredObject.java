package io.dayside.archive;

/**
 * An object in its permanent place.
 *
 * @param datasetSha256 digest of the data set as received, without our meta information
 */
record StoredObject(Placement place, byte[] datasetSha256) {}
