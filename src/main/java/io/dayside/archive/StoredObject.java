package io.dayside.archive;

/**
 * An object in its permanent place.
 *
 * @param name below the tenant's folder, never derived from anything received
 * @param datasetOffset bytes of preamble and meta information before the data set
 * @param datasetBytes bytes of the data set as received
 * @param datasetSha256 digest of the data set as received, without our meta information
 */
record StoredObject(String name, long datasetOffset, long datasetBytes, byte[] datasetSha256) {}
