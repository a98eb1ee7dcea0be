/**
 * The DICOM kernel: data sets, files, the upper layer protocol and frames, in plain Java.
 *
 * <p>Start at {@link io.dayside.dicom.data.Attributes} and {@link io.dayside.dicom.data.DicomFile} for objects, at
 * {@code net.DimseServer} and {@code net.DimseClient} for the network, at {@code frame.FrameSource} for pictures. It
 * keeps the vocabulary of dcm4che and knows nothing of the other rooms.
 */
@ApplicationModule(
        displayName = "DICOM kernel",
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package io.dayside.dicom;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
