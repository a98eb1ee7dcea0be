package io.dayside.dicomweb;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the requests of one hospital may still keep: its share of what all together may, and as long as the disk has more
 * left than the archive's reserve, which is for objects of STAT orders.
 *
 * @param leftForAll bytes
 * @param leftForHospital bytes
 * @param leftOnDisk bytes, without the reserve
 */
record SpoolRoom(AtomicLong leftForAll, AtomicLong leftForHospital, LongSupplier leftOnDisk) {

    /** To be given back, also where it is refused. */
    void take(long bytes) {
        boolean hasLeft = leftForAll.addAndGet(-bytes) >= 0;
        boolean hospitalHasLeft = leftForHospital.addAndGet(-bytes) >= 0;
        if (leftOnDisk.getAsLong() < bytes) {
            throw new ResponseStatusException(HttpStatus.INSUFFICIENT_STORAGE, "There is no room now.");
        }
        if (!hasLeft || !hospitalHasLeft) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Too much is being received at once.");
        }
    }

    void giveBack(long bytes) {
        leftForAll.addAndGet(bytes);
        leftForHospital.addAndGet(bytes);
    }
}
