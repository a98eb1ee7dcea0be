package io.dayside.dicom.data;

import java.math.BigInteger;
import java.util.Map;
import java.util.UUID;

/** Making and checking UIDs, PS3.5 chapter 9 and Annex B. */
public final class UIDs {

    private static final int MAX_LENGTH = 64;

    private UIDs() {}

    /** A new UID below 2.25 from a random UUID, PS3.5 B.2. */
    public static String random() {
        return of(UUID.randomUUID());
    }

    /** The UID below 2.25 of that UUID. */
    public static String of(UUID uuid) {
        BigInteger high = BigInteger.valueOf(uuid.getMostSignificantBits()).and(mask());
        BigInteger low = BigInteger.valueOf(uuid.getLeastSignificantBits()).and(mask());
        return "2.25." + high.shiftLeft(Long.SIZE).or(low);
    }

    /**
     * Whether the text is made like a UID: at most 64 characters, digits in components parted by single dots. Leading
     * zeros, which the standard forbids but files have, are let through.
     */
    public static boolean isValid(String uid) {
        if (uid.isEmpty() || uid.length() > MAX_LENGTH) {
            return false;
        }
        boolean afterDigit = false;
        for (int i = 0; i < uid.length(); i++) {
            char c = uid.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && (c != '.' || !afterDigit)) {
                return false;
            }
            afterDigit = digit;
        }
        return afterDigit;
    }

    /**
     * Whether C-STORE is defined for the class: a registered storage class, or any below its root that is not registered
     * for another service, such as the query of inventories.
     */
    public static boolean isStorageSopClass(String uid) {
        return uid.startsWith("1.2.840.10008.5.1.4.1.1.") ? !isOtherService(uid) : isStorageElsewhere(uid);
    }

    /** The registered storage classes with their names; PS3.6 keeps two retired UIDs there that never had one. */
    public static Map<String, String> storageSopClasses() {
        return UidRegistry.named(
                uid -> isStorageSopClass(uid) && !UidRegistry.nameOf(uid).isEmpty(), "sop");
    }

    /** Whether PS3.6 has retired what the UID stands for. */
    public static boolean isRetired(String uid) {
        return UidRegistry.isRetired(uid);
    }

    private static boolean isOtherService(String uid) {
        String name = UidRegistry.nameOf(uid);
        boolean named = !name.isEmpty() && !name.equals(uid);
        return named && !name.contains("Storage");
    }

    private static boolean isStorageElsewhere(String uid) {
        return UidRegistry.isSopClass(uid)
                && UidRegistry.nameOf(uid).contains("Storage")
                && uid.startsWith("1.2.840.10008.5.1.4.")
                && !uid.startsWith("1.2.840.10008.5.1.4.32");
    }

    private static BigInteger mask() {
        return BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
    }
}
