/** What the JSON and the XML form of a data set share: limits, bulk data kept elsewhere, and values from text. */
@NullMarked
package io.dayside.dicom.model;

import org.jspecify.annotations.NullMarked;
