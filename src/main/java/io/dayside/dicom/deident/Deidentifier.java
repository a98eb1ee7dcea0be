package io.dayside.dicom.deident;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.ObjectStream;
import io.dayside.dicom.data.ObjectStream.ValueFilter;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.deident.CannotDeidentify.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/**
 * Makes objects free of identity, PS3.15 Annex E. The same secret gives the same UIDs, patient and shift of dates for
 * every object, so that references between objects hold. Pixel data pass through and are never held. Safe for several
 * threads.
 *
 * <p>Pictures that show a name, or a face, still show it, unless regions are named; compressed ones have to be decoded
 * for that first.
 */
public final class Deidentifier {

    private static final DicomLimits LIMITS = DicomLimits.DEFAULT.withMaxBulkBytes(256L << 20);

    private final Profile profile;
    private final Pseudonyms pseudonyms;

    public Deidentifier(Profile profile, Pseudonyms pseudonyms) {
        this.profile = profile;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Reads one file and writes another, in the same transfer syntax; a deflated one comes out explicit little endian.
     * What follows the pixel data is left out. Both streams stay open.
     *
     * @return the new file's meta information
     */
    public FileMetaInformation deidentify(InputStream in, OutputStream out)
            throws IOException, MalformedDataset, CannotDeidentify {
        ObjectStream object = ObjectStream.open(in, LIMITS);
        Attributes dataset = object.header().dataset();
        requireInstance(object.header());
        ValueFilter filter = filterOf(object);
        clean(dataset);
        FileMetaInformation meta =
                FileMetaInformation.of(dataset, object.syntax().uid());
        DicomFile.writeMeta(out, meta);
        DicomOutput.writeDataset(out, object.syntax(), dataset);
        object.transferPixelData(out, filter);
        return meta;
    }

    private static void requireInstance(DicomFile file) throws CannotDeidentify {
        Attributes dataset = file.dataset();
        if (file.meta().mediaStorageSopClassUid().equals(UID.MediaStorageDirectoryStorage)) {
            throw new CannotDeidentify(Reason.DIRECTORY, "a DICOMDIR is not de-identified");
        }
        boolean named = UIDs.isValid(dataset.getString(Tag.SOPClassUID, ""))
                && UIDs.isValid(dataset.getString(Tag.SOPInstanceUID, ""))
                && UIDs.isValid(file.meta().transferSyntaxUid());
        if (!named) {
            throw new CannotDeidentify(
                    Reason.NO_INSTANCE, "the object does not name its SOP class, instance and transfer syntax");
        }
    }

    private ValueFilter filterOf(ObjectStream object) throws CannotDeidentify {
        Attributes header = object.header().dataset();
        EmbeddedOverlays overlays = EmbeddedOverlays.of(header);
        if (!object.hasPixelData() || (profile.regions().isEmpty() && !overlays.areThere())) {
            return ValueFilter.NONE;
        }
        if (object.isEncapsulated()) {
            throw new CannotDeidentify(
                    Reason.COMPRESSED_PIXEL_DATA, "compressed pixel data cannot be cleaned; decode them first");
        }
        if (profile.regions().isEmpty()) {
            return overlays;
        }
        PixelBlackout blackout = PixelBlackout.of(header, profile.regions());
        return (piece, offset) -> {
            overlays.apply(piece, offset);
            blackout.apply(piece, offset);
        };
    }

    /** Changes the data set of an object, without its pixel data. */
    public void clean(Attributes dataset) {
        String patientId = dataset.getString(Tag.PatientID, "");
        String key = patientId.isEmpty() ? dataset.getString(Tag.PatientName, "") : patientId;
        Set<String> words = IdentifyingWords.of(dataset, profile);
        new DatasetCleaner(profile, pseudonyms, new TextCleaner(words), new DateShift(pseudonyms.daysEarlier(key)))
                .clean(dataset);
        if (!patientId.isEmpty()) {
            dataset.setString(Tag.PatientName, VR.PN, pseudonyms.patient(patientId));
        }
        declare(dataset);
    }

    /** Says what was done, PS3.15 E.1.1 and PS3.3 C.7.1.1 and C.12.1. */
    private void declare(Attributes dataset) {
        dataset.setString(Tag.PatientIdentityRemoved, VR.CS, "YES")
                .setString(Tag.DeidentificationMethod, VR.LO, "PS3.15 Annex E, options as coded")
                .setString(Tag.LongitudinalTemporalInformationModified, VR.CS, temporalInformation());
        Sequence methods = dataset.newSequence(Tag.DeidentificationMethodCodeSequence);
        methods.add(Dummies.code("113100", "DCM", "Basic Application Confidentiality Profile"));
        for (ProfileOption option : ProfileOption.values()) {
            if (profile.has(option)) {
                methods.add(Dummies.code(option.codeValue(), "DCM", option.codeMeaning()));
            }
        }
        if (profile.has(ProfileOption.CLEAN_PIXEL_DATA)) {
            dataset.setString(Tag.BurnedInAnnotation, VR.CS, "NO");
        }
    }

    private String temporalInformation() {
        if (profile.has(ProfileOption.RETAIN_FULL_DATES)) {
            return "UNMODIFIED";
        }
        return profile.has(ProfileOption.RETAIN_MODIFIED_DATES) ? "MODIFIED" : "REMOVED";
    }
}
