package io.dayside.archive.s3;

import io.dayside.tenancy.TenantId;
import java.util.regex.Pattern;

/** Keys of a tenant's files. Each begins with its tenant; what is no name of a stored file has none. */
record Keys(String prefix) {

    private static final Pattern SEGMENT = Pattern.compile("segments/[0-9a-f-]{36}\\.seg");
    private static final Pattern OWN_FILE = Pattern.compile("[0-9a-f]{2}/[0-9a-f-]{36}\\.dcm");

    static Keys below(String prefix) {
        return new Keys(prefix.isEmpty() ? "" : prefix + "/");
    }

    /** @param file below the tenant's folder */
    String of(TenantId tenant, String file) {
        var folder = prefix + tenant.code() + "/";
        if (SEGMENT.matcher(file).matches()) {
            return folder + file;
        }
        if (OWN_FILE.matcher(file).matches()) {
            return folder + "objects/" + file;
        }
        throw new IllegalArgumentException("no name of a stored file");
    }
}
