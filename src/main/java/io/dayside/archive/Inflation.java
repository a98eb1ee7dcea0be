package io.dayside.archive;

import io.dayside.archive.StoreOutcome.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Bounds what a deflated data set becomes, without keeping any of that. PS3.5 A.5. */
final class Inflation {

    private static final int BUFFER_BYTES = 64 * 1024;

    private Inflation() {}

    static void check(IncomingObject object, long maxBytes) throws IOException, Unacceptable {
        var inflater = new Inflater(true);
        try (var dataset = object.dataset()) {
            count(new InflaterInputStream(dataset, inflater, BUFFER_BYTES), maxBytes);
        } finally {
            inflater.end();
        }
    }

    private static void count(InflaterInputStream inflated, long maxBytes) throws IOException, Unacceptable {
        var buffer = new byte[BUFFER_BYTES];
        long total = 0;
        try {
            for (int count = inflated.read(buffer); count >= 0; count = inflated.read(buffer)) {
                total += count;
                if (total > maxBytes) {
                    throw new Unacceptable(Reason.MALFORMED, "inflated data set, byte " + maxBytes);
                }
            }
        } catch (ZipException | EOFException _) {
            throw new Unacceptable(Reason.MALFORMED, "deflated data set");
        }
    }
}
