package io.dayside.archive;

/**
 * Where an object lies: a Part 10 stream somewhere in a file.
 *
 * @param file below the tenant's folder, never derived from anything received
 * @param offset of the preamble in that file
 * @param datasetOffset bytes of preamble and meta information before the data set
 * @param datasetBytes bytes of the data set as received
 */
record Placement(String file, long offset, long datasetOffset, long datasetBytes) {

    long bytes() {
        return datasetOffset + datasetBytes;
    }
}
