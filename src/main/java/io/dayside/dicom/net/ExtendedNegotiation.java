package io.dayside.dicom.net;

import java.util.Arrays;

/**
 * What one side says about its use of a SOP class, PS3.7 D.3.3.5; the service class gives the bytes their meaning.
 *
 * @param information for queries: relational, combined date and time, fuzzy names, time zone; PS3.4 C.5.1.1
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its bytes below
public record ExtendedNegotiation(String sopClassUid, byte[] information) {

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtendedNegotiation that
                && sopClassUid.equals(that.sopClassUid)
                && Arrays.equals(information, that.information);
    }

    @Override
    public int hashCode() {
        return 31 * sopClassUid.hashCode() + Arrays.hashCode(information);
    }
}
