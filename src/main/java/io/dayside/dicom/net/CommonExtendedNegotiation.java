package io.dayside.dicom.net;

import java.util.List;

/**
 * To which service a SOP class belongs that the acceptor may not know, PS3.7 D.3.3.6.
 *
 * @param serviceClassUid such as that of the Storage Service Class
 * @param relatedGeneralClassUids classes as which its objects may be taken, too
 */
public record CommonExtendedNegotiation(
        String sopClassUid, String serviceClassUid, List<String> relatedGeneralClassUids) {

    public CommonExtendedNegotiation {
        relatedGeneralClassUids = List.copyOf(relatedGeneralClassUids);
    }
}
