package io.dayside.intake.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a sender says of a file: keys, each with a value in Base64, comma between them; tus 1.0.0, Upload-Metadata. */
record TusMetadata(Map<String, String> values) {

    static TusMetadata of(@Nullable String header) {
        var values = new HashMap<String, String>();
        if (header != null && !header.isBlank()) {
            for (var pair : header.split(",", -1)) {
                var parts = pair.strip().split(" ", -1);
                values.put(parts[0], parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return new TusMetadata(values);
    }

    private static String decoded(String value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(value)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException _) {
            throw UploadRefused.badRequest("Upload-Metadata has values in Base64 of UTF-8.");
        }
    }

    String fileName() {
        var name = values.getOrDefault("filename", "");
        if (name.isBlank()) {
            throw UploadRefused.badRequest("Upload-Metadata names the file as filename.");
        }
        return name;
    }

    /** Milliseconds since 1970; 0 where it is not said. */
    long modifiedMs() {
        try {
            return Long.parseLong(values.getOrDefault("modified", "0"));
        } catch (NumberFormatException _) {
            throw UploadRefused.badRequest("modified in Upload-Metadata is in milliseconds since 1970.");
        }
    }
}
