package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Objects for somebody who takes all of them, and must not take one for whole that was altered since it came. One that is
 * found so is marked, stands in the trail, and is not opened again until it is whole.
 */
@Component
public final class WholeObjects {

    private static final Logger log = LoggerFactory.getLogger(WholeObjects.class);

    /** Up to here an object is read before it is sent. It comes from the system's memory the second time. */
    static final long MOST_READ_AHEAD_BYTES = 4L * 1024 * 1024;

    private final Archive archive;
    private final Safekeeping safekeeping;

    WholeObjects(Archive archive, Safekeeping safekeeping) {
        this.archive = archive;
        this.safekeeping = safekeeping;
    }

    /**
     * As {@link Archive#open}. A small object is verified before this returns, a large one while it is read.
     *
     * @throws DamagedObject also by the stream, in place of the last bytes of a large object
     */
    public InputStream open(TenantId tenant, String sopInstanceUid) throws IOException {
        var object = archive.open(tenant, sopInstanceUid);
        if (!(object instanceof VerifiedObject verified)) {
            return object;
        }
        if (verified.bytes() > MOST_READ_AHEAD_BYTES) {
            return new Reporting(verified, tenant, sopInstanceUid);
        }
        try {
            verified.verifyAhead();
            return verified;
        } catch (DamagedObject damage) {
            verified.close();
            throw told(damage, tenant, sopInstanceUid);
        } catch (IOException | RuntimeException e) {
            verified.close();
            throw e;
        }
    }

    /** Marks what was found to be damaged, if it still is, and returns what is to be thrown. */
    DamagedObject told(DamagedObject damage, TenantId tenant, String sopInstanceUid) {
        try {
            TenantScope.call(tenant, () -> safekeeping.check(tenant, "", sopInstanceUid));
        } catch (IOException | RuntimeException e) {
            log.warn("{} a damaged object could not be noted as such", tenant, e);
        }
        return damage;
    }

    private final class Reporting extends FilterInputStream {

        private final TenantId tenant;
        private final String sopInstanceUid;

        Reporting(VerifiedObject object, TenantId tenant, String sopInstanceUid) {
            super(object);
            this.tenant = tenant;
            this.sopInstanceUid = sopInstanceUid;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (DamagedObject damage) {
                throw told(damage, tenant, sopInstanceUid);
            }
        }
    }
}
