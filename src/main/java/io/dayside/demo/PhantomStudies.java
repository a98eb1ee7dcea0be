package io.dayside.demo;

import io.dayside.demo.phantom.ChestPhantom;
import io.dayside.demo.phantom.HeadCtPhantom;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.util.ArrayList;
import java.util.List;

/** Phantoms as DICOM objects, as a scanner and a digital X-ray room would send them. Each says that it shows no patient. */
public final class PhantomStudies {

    private static final int INTERCEPT = -1024;

    private PhantomStudies() {}

    /** A head CT without contrast medium: one series of axial slices from the base up; CT Image Storage. */
    public static List<Attributes> headCt(StudyHeader header, long seed, boolean haemorrhage) {
        var phantom = HeadCtPhantom.of(seed, haemorrhage);
        List<Attributes> objects = new ArrayList<>();
        for (int slice = 0; slice < phantom.slices(); slice++) {
            objects.add(slice(header, phantom, slice));
        }
        return objects;
    }

    private static Attributes slice(StudyHeader header, HeadCtPhantom phantom, int slice) {
        Attributes object = ObjectBuilder.common(header, UID.CTImageStorage, "CT", slice + 1);
        double corner = -(HeadCtPhantom.SIZE - 1) / 2.0 * HeadCtPhantom.SPACING_MM;
        double height = phantom.positionMm(slice);
        object.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "AXIAL")
                .setString(Tag.ImageComments, VR.LT, "Computed from a phantom; shows no patient")
                .setString(Tag.StudyDescription, VR.LO, "CT head without contrast")
                .setString(Tag.SeriesDescription, VR.LO, "Axial 5 mm")
                .setString(Tag.BodyPartExamined, VR.CS, "HEAD")
                .setDouble(Tag.SliceThickness, VR.DS, HeadCtPhantom.SLICE_MM)
                .setInt(Tag.KVP, VR.DS, 120)
                .setInt(Tag.ExposureTime, VR.IS, 1000)
                .setInt(Tag.XRayTubeCurrent, VR.IS, 250)
                .setString(Tag.ConvolutionKernel, VR.SH, "H30")
                .setString(Tag.PatientPosition, VR.CS, "HFS")
                .setInt(Tag.AcquisitionNumber, VR.IS, 1)
                .setDouble(Tag.ImagePositionPatient, VR.DS, corner, corner, height)
                .setDouble(Tag.ImageOrientationPatient, VR.DS, 1, 0, 0, 0, 1, 0)
                .setString(Tag.FrameOfReferenceUID, VR.UI, ObjectBuilder.derivedUid(header, "frame of reference"))
                .setNull(Tag.PositionReferenceIndicator, VR.LO)
                .setDouble(Tag.SliceLocation, VR.DS, height)
                .setDouble(Tag.PixelSpacing, VR.DS, HeadCtPhantom.SPACING_MM, HeadCtPhantom.SPACING_MM)
                .setDouble(Tag.WindowCenter, VR.DS, 40, 75)
                .setDouble(Tag.WindowWidth, VR.DS, 80, 215)
                .setString(Tag.WindowCenterWidthExplanation, VR.LO, "BRAIN", "SUBDURAL")
                .setDouble(Tag.RescaleIntercept, VR.DS, INTERCEPT)
                .setDouble(Tag.RescaleSlope, VR.DS, 1)
                .setString(Tag.RescaleType, VR.LO, "HU");
        ObjectBuilder.pixels(object, HeadCtPhantom.SIZE, HeadCtPhantom.SIZE, 12);
        short[] hounsfield = phantom.slice(slice).hounsfield();
        short[] stored = new short[hounsfield.length];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = (short) (hounsfield[i] - INTERCEPT);
        }
        return object.setShorts(Tag.PixelData, VR.OW, stored);
    }

    /** A frontal chest film; Digital X-Ray Image Storage - For Presentation. */
    public static List<Attributes> chest(StudyHeader header, long seed, boolean pneumothorax) {
        var film = ChestPhantom.film(seed, pneumothorax);
        Attributes object =
                FilmObjects.chest(header, ChestPhantom.ROWS, ChestPhantom.COLUMNS, 12, ChestPhantom.SPACING_MM);
        object.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "")
                .setString(Tag.ImageComments, VR.LT, "Computed from a phantom; shows no patient")
                .setString(Tag.LossyImageCompression, VR.CS, "00")
                .setShorts(Tag.PixelData, VR.OW, film.values());
        return List.of(object);
    }
}
