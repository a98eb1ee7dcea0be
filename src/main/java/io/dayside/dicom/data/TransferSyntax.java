package io.dayside.dicom.data;

import java.util.List;

/**
 * What a transfer syntax says about the bytes of a data set, PS3.5 Annex A.
 *
 * @param explicitVr whether elements carry their VR
 * @param bigEndian whether numbers have the most significant byte first
 * @param deflated whether the whole data set is compressed, RFC 1951
 * @param encapsulated whether the pixel data come in fragments
 */
public record TransferSyntax(
        String uid, boolean explicitVr, boolean bigEndian, boolean deflated, boolean encapsulated) {

    public static final TransferSyntax IMPLICIT_LITTLE =
            new TransferSyntax(UID.ImplicitVRLittleEndian, false, false, false, false);
    public static final TransferSyntax EXPLICIT_LITTLE =
            new TransferSyntax(UID.ExplicitVRLittleEndian, true, false, false, false);
    public static final TransferSyntax EXPLICIT_BIG =
            new TransferSyntax(UID.ExplicitVRBigEndian, true, true, false, false);
    public static final TransferSyntax DEFLATED =
            new TransferSyntax(UID.DeflatedExplicitVRLittleEndian, true, false, true, false);

    /** A syntax that is not one of the four above is explicit, little endian and encapsulated; so are private ones. */
    public static TransferSyntax of(String uid) {
        return switch (uid) {
            case UID.ImplicitVRLittleEndian -> IMPLICIT_LITTLE;
            case UID.ExplicitVRLittleEndian -> EXPLICIT_LITTLE;
            case UID.ExplicitVRBigEndian -> EXPLICIT_BIG;
            case UID.DeflatedExplicitVRLittleEndian -> DEFLATED;
            default -> new TransferSyntax(uid, true, false, false, true);
        };
    }

    /** Whether PS3.6 registers the syntax. */
    public boolean isRegistered() {
        return UidRegistry.isTransferSyntax(uid);
    }

    /** All that PS3.6 registers, retired ones included. */
    public static List<TransferSyntax> registered() {
        return UidRegistry.named(_ -> true, "transfer").keySet().stream()
                .map(TransferSyntax::of)
                .toList();
    }

    public String name() {
        return UidRegistry.nameOf(uid);
    }
}
