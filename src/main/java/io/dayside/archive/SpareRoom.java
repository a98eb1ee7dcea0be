package io.dayside.archive;

import io.dayside.tenancy.TenantId;

/** What a hospital may store that nothing is kept from which it sends to be read. */
public interface SpareRoom {

    enum Spare {
        /** For another object. */
        THERE,
        /** The agreed pace is needed for what is sent; a moment later there may be some. */
        SOON,
        /** The last of the quota or of the disk is for what is sent. */
        NONE
    }

    Spare spare(TenantId tenant);
}
