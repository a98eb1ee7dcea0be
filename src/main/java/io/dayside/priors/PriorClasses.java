package io.dayside.priors;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.PresentationContext;
import java.util.ArrayList;
import java.util.List;

/** The storage classes of which priors are fetched: what radiology compares with, and reports. */
final class PriorClasses {

    /** As many as fit twice into the 128 contexts of an association, beside the one that asks. */
    private static final List<String> UIDS = List.of(
            UID.CTImageStorage,
            UID.EnhancedCTImageStorage,
            UID.MRImageStorage,
            UID.EnhancedMRImageStorage,
            UID.EnhancedMRColorImageStorage,
            UID.ComputedRadiographyImageStorage,
            UID.DigitalXRayImageStorageForPresentation,
            UID.DigitalXRayImageStorageForProcessing,
            UID.DigitalMammographyXRayImageStorageForPresentation,
            UID.DigitalMammographyXRayImageStorageForProcessing,
            UID.BreastTomosynthesisImageStorage,
            UID.UltrasoundImageStorage,
            UID.UltrasoundMultiFrameImageStorage,
            UID.NuclearMedicineImageStorage,
            UID.PositronEmissionTomographyImageStorage,
            UID.EnhancedPETImageStorage,
            UID.XRayAngiographicImageStorage,
            UID.EnhancedXAImageStorage,
            UID.XRayRadiofluoroscopicImageStorage,
            UID.SecondaryCaptureImageStorage,
            UID.MultiFrameGrayscaleByteSecondaryCaptureImageStorage,
            UID.MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
            UID.MultiFrameTrueColorSecondaryCaptureImageStorage,
            UID.GrayscaleSoftcopyPresentationStateStorage,
            UID.SegmentationStorage,
            UID.KeyObjectSelectionDocumentStorage,
            UID.BasicTextSRStorage,
            UID.EnhancedSRStorage,
            UID.ComprehensiveSRStorage,
            UID.Comprehensive3DSRStorage,
            UID.XRayRadiationDoseSRStorage,
            UID.EncapsulatedPDFStorage);

    private static final List<String> PLAIN = List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);

    private static final List<String> COMPRESSED = List.of(
            UID.JPEG2000Lossless,
            UID.JPEGLSLossless,
            UID.JPEGLosslessSV1,
            UID.RLELossless,
            UID.JPEG2000,
            UID.JPEGBaseline8Bit);

    private PriorClasses() {}

    static String[] uids() {
        return UIDS.toArray(String[]::new);
    }

    /** Two contexts for each class, so that an archive may send as it has stored. */
    static List<PresentationContext> contexts(int before) {
        var contexts = new ArrayList<PresentationContext>();
        for (var uid : UIDS) {
            for (var syntaxes : List.of(PLAIN, COMPRESSED)) {
                contexts.add(new PresentationContext((before + contexts.size()) * 2 + 1, uid, syntaxes));
            }
        }
        return contexts;
    }
}
