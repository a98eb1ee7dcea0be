/** What both sides of DICOMweb read alike: media types, and bodies of several parts, PS3.18 8.6 and 8.7. */
@NullMarked
package io.dayside.dicom.web;

import org.jspecify.annotations.NullMarked;
