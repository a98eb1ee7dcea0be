package io.dayside.imaging;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FrameStream;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.RealExtent;
import io.dayside.dicom.frame.RealFrames;
import io.dayside.dicom.frame.Rescale;
import io.dayside.dicom.frame.RoundedReals;
import io.dayside.imaging.StudyManifest.GreyWindow;
import io.dayside.imaging.StudyManifest.Instance;
import java.io.IOException;
import java.io.InputStream;

/** Objects with Float or Double Float Pixel Data, whose numbers go to the browser rounded to 16 bits. */
final class RealPictures {

    private RealPictures() {}

    /** Whether the pixels may be real numbers, as far as the header can tell. */
    static boolean arePossible(Attributes header) {
        return header.getInt(Tag.BitsAllocated, 0) > Short.SIZE && header.containsValue(Tag.Rows);
    }

    /**
     * Reads all frames, one after the other, since only they tell how far the numbers reach.
     *
     * @param object from its beginning; whole numbers in it are left to {@link Pictures}
     */
    static Instance describe(ArchivedInstance instance, InputStream object) throws IOException, MalformedDataset {
        var frames = FrameStream.open(object);
        var header = frames.header().dataset();
        if (!frames.holdsRealNumbers()) {
            return Pictures.describe(instance, header);
        }
        if (frames.frames() > Pictures.MAX_FRAMES) {
            return Pictures.notViewable(instance, Pictures.TOO_MANY_FRAMES);
        }
        try {
            return describe(instance, header, roundedOf(frames));
        } catch (CannotDecode e) {
            return Pictures.notViewable(instance, Pictures.words(e));
        }
    }

    private static RoundedReals roundedOf(FrameStream frames) throws IOException, MalformedDataset, CannotDecode {
        var header = frames.header().dataset();
        var extent = new RealExtent(header, 0);
        for (var frame = frames.next(); frame != null; frame = frames.next()) {
            extent.add(RealFrames.decode(header, frame));
        }
        return extent.rounded();
    }

    private static Instance describe(ArchivedInstance instance, Attributes header, RoundedReals numbers) {
        var rescale = numbers.rescale();
        return new Instance(
                instance.sopInstanceUid(),
                instance.instanceNumber(),
                header.getInt(Tag.NumberOfFrames, 1),
                header.getInt(Tag.Rows, 0),
                header.getInt(Tag.Columns, 0),
                Short.SIZE,
                false,
                1,
                header.getString(Tag.PhotometricInterpretation, "").equals("MONOCHROME1")
                        ? "MONOCHROME1"
                        : "MONOCHROME2",
                rescale.slope(),
                rescale.intercept(),
                true,
                new GreyWindow(numbers.window().centre(), numbers.window().width()),
                Pictures.spacing(header),
                Pictures.position(header),
                Pictures.orientation(header),
                Pictures.thickness(header),
                Pictures.framesUrl(instance),
                true,
                null);
    }

    /**
     * One frame as {@link #describe} says that it is sent.
     *
     * @param number from 1
     */
    static byte[] frame(Instance described, DicomFile file, int number) throws CannotDecode {
        var values = RealFrames.of(file).decode(number - 1);
        var rescale = new Rescale(described.rescaleSlope(), described.rescaleIntercept());
        return FrameBytes.of(RoundedReals.round(rescale, file.dataset(), values), file.dataset());
    }
}
