package io.dayside.dicom.deident;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The basic application level confidentiality profile, PS3.15 E.2, with options.
 *
 * @param regions what is blacked out in each frame; some exactly where pixel data are to be cleaned
 */
public record Profile(Set<ProfileOption> options, List<PixelRegion> regions) {

    /** No options. */
    public static final Profile BASIC = new Profile(Set.of(), List.of());

    public Profile {
        options = Set.copyOf(options);
        regions = List.copyOf(regions);
        if (options.contains(ProfileOption.RETAIN_FULL_DATES)
                && options.contains(ProfileOption.RETAIN_MODIFIED_DATES)) {
            throw new IllegalArgumentException("dates are retained either in full or modified");
        }
        if (options.contains(ProfileOption.CLEAN_PIXEL_DATA) == regions.isEmpty()) {
            throw new IllegalArgumentException("pixel data are cleaned where regions are named");
        }
    }

    public Profile with(ProfileOption... added) {
        EnumSet<ProfileOption> all = EnumSet.noneOf(ProfileOption.class);
        all.addAll(options);
        all.addAll(List.of(added));
        return new Profile(all, regions);
    }

    /** Cleans pixel data by blacking out these regions of every frame. */
    public Profile blackingOut(PixelRegion... blacked) {
        EnumSet<ProfileOption> all = EnumSet.of(ProfileOption.CLEAN_PIXEL_DATA);
        all.addAll(options);
        return new Profile(all, List.of(blacked));
    }

    boolean has(ProfileOption option) {
        return options.contains(option);
    }
}
