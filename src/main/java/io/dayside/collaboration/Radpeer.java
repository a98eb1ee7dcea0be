package io.dayside.collaboration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/** How two readings of a case differ: classes of the ACR's RADPEER. */
public enum Radpeer {
    AGREE("1", "I agree"),
    UNDERSTANDABLE("2a", "Understandable miss, unlikely to matter"),
    UNDERSTANDABLE_SIGNIFICANT("2b", "Understandable miss, likely to matter"),
    SHOULD_BE_SEEN("3a", "Should mostly be seen, unlikely to matter"),
    SHOULD_BE_SEEN_SIGNIFICANT("3b", "Should mostly be seen, likely to matter");

    private final String code;
    private final String words;

    Radpeer(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** {@code 2a}. */
    @JsonValue
    public String code() {
        return code;
    }

    public String words() {
        return words;
    }

    public boolean differs() {
        return this != AGREE;
    }

    /** @throws IllegalArgumentException for anything but a class's code */
    @JsonCreator
    public static Radpeer of(String code) {
        return Stream.of(values())
                .filter(one -> one.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("class must be one of 1, 2a, 2b, 3a, 3b"));
    }
}
