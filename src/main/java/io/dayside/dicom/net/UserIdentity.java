package io.dayside.dicom.net;

import java.nio.charset.StandardCharsets;

/**
 * Who the requestor says that its user is, PS3.7 D.3.3.7. Carried, never judged here: that is the policy's part.
 *
 * @param kind as sent: 1 to 5, or a later one; see {@link Kind#code}
 * @param primary user name, Kerberos ticket, SAML assertion or token
 * @param secondary passcode; empty for other kinds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record UserIdentity(int kind, boolean responseRequested, byte[] primary, byte[] secondary) {

    /** PS3.7 table D.3-14. */
    public enum Kind {
        USERNAME(1),
        USERNAME_AND_PASSCODE(2),
        KERBEROS(3),
        SAML(4),
        JWT(5);

        public final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    public static UserIdentity username(String name) {
        return new UserIdentity(Kind.USERNAME.code, true, utf8(name), new byte[0]);
    }

    public static UserIdentity usernameAndPasscode(String name, String passcode) {
        return new UserIdentity(Kind.USERNAME_AND_PASSCODE.code, true, utf8(name), utf8(passcode));
    }

    public static UserIdentity kerberos(byte[] ticket) {
        return new UserIdentity(Kind.KERBEROS.code, true, ticket, new byte[0]);
    }

    public static UserIdentity saml(String assertion) {
        return new UserIdentity(Kind.SAML.code, true, utf8(assertion), new byte[0]);
    }

    public static UserIdentity jwt(String token) {
        return new UserIdentity(Kind.JWT.code, true, utf8(token), new byte[0]);
    }

    public boolean is(Kind expected) {
        return kind == expected.code;
    }

    public String primaryText() {
        return new String(primary, StandardCharsets.UTF_8);
    }

    public String secondaryText() {
        return new String(secondary, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The kind only: the rest is secret. */
    @Override
    public String toString() {
        return "UserIdentity of kind " + kind;
    }
}
