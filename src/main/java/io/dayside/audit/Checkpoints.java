package io.dayside.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signed heads of the chains, kept outside the database: one line {@code tenant seq hash signature} each, in a file that
 * is only ever appended to and that a hospital may copy. Whoever shortens a chain in the database cannot shorten a copy.
 */
final class Checkpoints {

    private static final String ALGORITHM = "Ed25519";

    private final Path folder;

    /** @param folder holds {@code checkpoints.txt}, {@code trail.pub} and the private {@code trail.key} of mode 600 */
    Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** Appends the head unless it is the one noted last for that tenant. */
    synchronized void note(TrailVerifier.KnownHead head) throws IOException, GeneralSecurityException {
        if (newest(head.tenant()).filter(head::equals).isPresent()) {
            return;
        }
        var line = text(head) + " " + sign(text(head)) + "\n";
        Files.writeString(
                file(),
                line,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
    }

    /** A checkpoint file that cannot be trusted. */
    static final class Untrusted extends Exception {
        private static final long serialVersionUID = 1L;

        Untrusted(int line) {
            super("line " + line + " of the checkpoints does not bear our signature");
        }
    }

    /** Every head noted, oldest first; empty when none was noted yet. */
    List<TrailVerifier.KnownHead> all() throws IOException, GeneralSecurityException, Untrusted {
        if (!Files.exists(file())) {
            return List.of();
        }
        var key = publicKey();
        var heads = new ArrayList<TrailVerifier.KnownHead>();
        int number = 0;
        for (var line : Files.readAllLines(file())) {
            number++;
            int at = number;
            heads.add(parse(line, key).orElseThrow(() -> new Untrusted(at)));
        }
        return heads;
    }

    private Optional<TrailVerifier.KnownHead> newest(String tenant) throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file())) {
            return lines.map(line -> line.split(" ", -1))
                    .filter(parts -> parts.length == 4 && parts[0].equals(tenant))
                    .reduce((_, later) -> later)
                    .map(parts -> new TrailVerifier.KnownHead(parts[0], Long.parseLong(parts[1]), parts[2]));
        }
    }

    private static Optional<TrailVerifier.KnownHead> parse(String line, PublicKey key) throws GeneralSecurityException {
        var parts = line.split(" ", -1);
        if (parts.length != 4 || !parts[1].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        var head = new TrailVerifier.KnownHead(parts[0], Long.parseLong(parts[1]), parts[2]);
        var signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(key);
        signature.update(text(head).getBytes(StandardCharsets.UTF_8));
        try {
            return signature.verify(Base64.getDecoder().decode(parts[3])) ? Optional.of(head) : Optional.empty();
        } catch (IllegalArgumentException | SignatureException _) {
            return Optional.empty();
        }
    }

    private static String text(TrailVerifier.KnownHead head) {
        return head.tenant() + " " + head.seq() + " " + head.hash();
    }

    private String sign(String text) throws IOException, GeneralSecurityException {
        var signature = Signature.getInstance(ALGORITHM);
        signature.initSign(privateKey());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private PrivateKey privateKey() throws IOException, GeneralSecurityException {
        if (!Files.exists(keyFile())) {
            create(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
        }
        var encoded = Base64.getDecoder().decode(Files.readString(keyFile()).strip());
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private PublicKey publicKey() throws IOException, GeneralSecurityException {
        var encoded = Base64.getDecoder().decode(Files.readString(publicFile()).strip());
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private void create(KeyPair pair) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                publicFile(),
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        Files.createFile(keyFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                keyFile(), Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }

    private Path file() {
        return folder.resolve("checkpoints.txt");
    }

    private Path keyFile() {
        return folder.resolve("trail.key");
    }

    private Path publicFile() {
        return folder.resolve("trail.pub");
    }
}
