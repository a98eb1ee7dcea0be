package io.dayside.insight.ui;

import io.dayside.tenancy.Hospital;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a hospital has stored, beside what it may. */
final class StoredWords {

    private static final double GIB = 1L << 30;
    private static final double WARNED_FROM = 0.8;

    private StoredWords() {}

    /** {@code 405.0 of 500 GiB, 81 %}; without a quota {@code 405.0 GiB}. */
    static String of(long bytes, Hospital.@Nullable Quota quota) {
        var stored = String.format(Locale.ROOT, "%.1f", bytes / GIB);
        return quota == null
                ? stored + " GiB"
                : String.format(Locale.ROOT, "%s of %.0f GiB, %d %%", stored, quota.storageBytes() / GIB, (long)
                        Math.floor(100.0 * bytes / quota.storageBytes()));
    }

    static boolean warns(long bytes, Hospital.@Nullable Quota quota) {
        return quota != null && bytes >= WARNED_FROM * quota.storageBytes();
    }
}
