package io.dayside.workforce;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a paper is by its first bytes: whatever its name or its sender says of it counts for nothing. */
final class MediaTypes {

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private MediaTypes() {}

    /** Empty for what no paper is kept as. */
    static Optional<String> of(byte[] content) {
        if (begins(content, PDF)) {
            return Optional.of("application/pdf");
        }
        if (begins(content, PNG)) {
            return Optional.of("image/png");
        }
        return begins(content, JPEG) ? Optional.of("image/jpeg") : Optional.empty();
    }

    private static boolean begins(byte[] content, byte[] signature) {
        return content.length > signature.length
                && Arrays.equals(content, 0, signature.length, signature, 0, signature.length);
    }
}
