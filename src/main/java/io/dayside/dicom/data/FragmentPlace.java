package io.dayside.dicom.data;

/**
 * Where the value of one fragment stands.
 *
 * @param offset from the beginning of the Part 10 stream
 * @param startsImage whether it begins as a JPEG image or a JPEG 2000 codestream does
 */
record FragmentPlace(long offset, int length, boolean startsImage) {}
