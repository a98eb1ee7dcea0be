/** What the codecs have in common: the picture they make and how they refuse a stream. */
@NullMarked
package io.dayside.dicom.frame.codec;

import org.jspecify.annotations.NullMarked;
