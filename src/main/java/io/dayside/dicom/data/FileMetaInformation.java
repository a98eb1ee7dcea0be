package io.dayside.dicom.data;

/** Group 2 of a file, PS3.10 7.1. */
public record FileMetaInformation(Attributes attributes) {

    /** Identifies this implementation, PS3.7 D.3.3.2. */
    public static final String IMPLEMENTATION_CLASS_UID = "2.25.233829873268105264926348216329640148251";

    public static final String IMPLEMENTATION_VERSION_NAME = "DAYSIDE_0_1";

    /** For an object about to be written. */
    public static FileMetaInformation of(String sopClassUid, String sopInstanceUid, String transferSyntaxUid) {
        Attributes meta = new Attributes()
                .setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1})
                .setString(Tag.MediaStorageSOPClassUID, VR.UI, sopClassUid)
                .setString(Tag.MediaStorageSOPInstanceUID, VR.UI, sopInstanceUid)
                .setString(Tag.TransferSyntaxUID, VR.UI, transferSyntaxUid)
                .setString(Tag.ImplementationClassUID, VR.UI, IMPLEMENTATION_CLASS_UID)
                .setString(Tag.ImplementationVersionName, VR.SH, IMPLEMENTATION_VERSION_NAME);
        return new FileMetaInformation(meta);
    }

    /** For a data set, from its own (0008,0016) and (0008,0018). */
    public static FileMetaInformation of(Attributes dataset, String transferSyntaxUid) {
        return of(dataset.getString(Tag.SOPClassUID, ""), dataset.getString(Tag.SOPInstanceUID, ""), transferSyntaxUid);
    }

    /** Empty where the file does not say. */
    public String mediaStorageSopClassUid() {
        return attributes.getString(Tag.MediaStorageSOPClassUID, "");
    }

    /** Empty where the file does not say. */
    public String mediaStorageSopInstanceUid() {
        return attributes.getString(Tag.MediaStorageSOPInstanceUID, "");
    }

    public String transferSyntaxUid() {
        return attributes.getString(Tag.TransferSyntaxUID, UID.ImplicitVRLittleEndian);
    }

    public TransferSyntax transferSyntax() {
        return TransferSyntax.of(transferSyntaxUid());
    }
}
