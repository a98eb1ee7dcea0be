package io.dayside.dicom.deident;

import io.dayside.dicom.data.UIDs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for UIDs, patients and dates: always the same under the same secret, and without the secret neither to be
 * guessed nor to be turned back. Safe for several threads.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_SECRET_BYTES = 16;
    private static final int PATIENT_BYTES = 8;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** Between one year and ten, so that no shifted date looks like a real one of the same year. */
    private static final int MIN_SHIFT_DAYS = 366;

    private static final int MAX_SHIFT_DAYS = 3_652;

    private final SecretKeySpec key;

    /** @param secret at least 16 bytes; whoever has it can tell whether a guess is right */
    public Pseudonyms(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("a secret has at least %d bytes".formatted(MIN_SECRET_BYTES));
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** A UID below 2.25, PS3.5 B.2. */
    public String uid(String original) {
        ByteBuffer bytes = ByteBuffer.wrap(hash("uid", original));
        long high = (bytes.getLong() & ~0xF000L) | VERSION_8;
        long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT;
        return UIDs.of(new UUID(high, low));
    }

    /** A patient's identifier and name. */
    public String patient(String originalId) {
        return "P" + HexFormat.of().withUpperCase().formatHex(hash("patient", originalId), 0, PATIENT_BYTES);
    }

    /** By how many days all dates of the patient become earlier. */
    public int daysEarlier(String originalId) {
        int any = ByteBuffer.wrap(hash("dates", originalId)).getInt() & Integer.MAX_VALUE;
        return MIN_SHIFT_DAYS + any % (MAX_SHIFT_DAYS - MIN_SHIFT_DAYS + 1);
    }

    private byte[] hash(String purpose, String original) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return mac.doFinal(original.strip().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " belongs to every Java", e);
        }
    }
}
