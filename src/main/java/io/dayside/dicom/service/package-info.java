/**
 * Service classes of PS3.4 over the message exchange of {@code dicom.net}: query, retrieve, worklist, performed
 * procedure steps, storage commitment.
 */
@NullMarked
package io.dayside.dicom.service;

import org.jspecify.annotations.NullMarked;
