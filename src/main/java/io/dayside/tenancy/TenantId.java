package io.dayside.tenancy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A client hospital's short, stable code such as {@code northgate}: the border of data, contract and configuration. */
public record TenantId(@JsonValue String code) implements Comparable<TenantId> {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,30}");

    /** Owner of what belongs to no hospital, such as the entry that a new hospital was configured. */
    public static final TenantId PLATFORM = new TenantId("platform");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TenantId {
        if (!isCode(code)) {
            throw new IllegalArgumentException("a tenant code is 2 to 31 of a-z, 0-9 and '-', starting with a letter");
        }
    }

    public static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    @Override
    public int compareTo(TenantId other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
