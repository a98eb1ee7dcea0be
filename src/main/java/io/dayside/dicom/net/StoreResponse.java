package io.dayside.dicom.net;

import org.jspecify.annotations.Nullable;

/**
 * Answer to C-STORE.
 *
 * @param status one of {@link Status}
 * @param errorComment (0000,0902), cut to 64 characters; nothing that identifies a patient
 */
public record StoreResponse(int status, @Nullable String errorComment) {

    public static final StoreResponse SUCCESS = new StoreResponse(Status.Success, null);

    public static StoreResponse of(int status) {
        return new StoreResponse(status, null);
    }

    public boolean isStored() {
        return Status.isStored(status);
    }
}
