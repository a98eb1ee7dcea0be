/**
 * Objects made from values: images, reports, key objects, presentation states, segmentations, documents.
 *
 * <p>Start with an {@link io.dayside.dicom.build.ObjectIdentity}: whose and which study's the object is, and what made it.
 * Each builder takes one and gives a whole data set, in UTF-8.
 */
@NullMarked
package io.dayside.dicom.build;

import org.jspecify.annotations.NullMarked;
