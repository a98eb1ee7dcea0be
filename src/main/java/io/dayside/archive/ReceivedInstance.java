package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.InputStream;

/**
 * One instance offered for storage.
 *
 * @param facility code of the facility it came from
 * @param sender calling AE title, or the name of another door
 * @param sopClassUid as announced by the sender; the data set must agree
 * @param sopInstanceUid as announced by the sender; the data set must agree
 * @param transferSyntaxUid encoding of {@code dataset}, kept as received
 * @param dataset the encoded data set without Part 10 header; read to its end, not closed
 */
public record ReceivedInstance(
        TenantId tenant,
        String facility,
        String sender,
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        InputStream dataset) {

    /** Sender of what was fetched from the hospital's PACS for comparison. Longer than an AE title may be. */
    public static final String PRIOR_SENDER = "prior from the PACS";

    static boolean isPrior(String sender) {
        return sender.equals(PRIOR_SENDER);
    }
}
