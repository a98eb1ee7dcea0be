/**
 * De-identification after PS3.15 Annex E: start at {@link io.dayside.dicom.deident.Deidentifier}.
 *
 * <p>What becomes of an attribute is data: {@code actions.tsv} beside the classes holds the facts of Table E.1-1.
 */
@NullMarked
package io.dayside.dicom.deident;

import org.jspecify.annotations.NullMarked;
