package io.dayside.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates in a folder, one for each name, made by the JDK's keytool. */
public final class TestCertificates {

    private static final char[] PASSWORD = "secret".toCharArray();

    private final Path folder;

    private TestCertificates(Path folder) {
        this.folder = folder;
    }

    public static TestCertificates make(Path folder, String... names)
            throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificates certificates = new TestCertificates(folder);
        for (String name : names) {
            certificates.make(name);
        }
        return certificates;
    }

    private void make(String name) throws IOException, InterruptedException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                (keytool + " -genkeypair -alias key -keyalg EC -groupname secp256r1 -validity 2 -storetype PKCS12"
                                + " -storepass secret -dname CN=" + name + " -keystore " + store(name))
                        .split(" "));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        writePem(pem(name), "CERTIFICATE", certificate(name).getEncoded());
        writePem(keyPem(name), "PRIVATE KEY", load(name).getKey("key", PASSWORD).getEncoded());
    }

    private static void writePem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    /** One side of TLS: its own key, and whose certificates it trusts. */
    public SSLContext context(String own, String... trusted) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(own), PASSWORD);
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        for (String name : trusted) {
            trust.setCertificateEntry(name, certificate(name));
        }
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    public X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
        return (X509Certificate) load(name).getCertificate("key");
    }

    public Path pem(String name) {
        return folder.resolve(name + ".crt");
    }

    /** One file with the certificates of several. */
    public Path pemOf(String... names) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append(Files.readString(pem(name)));
        }
        return Files.writeString(folder.resolve(String.join("-", names) + ".crt"), all);
    }

    public Path keyPem(String name) {
        return folder.resolve(name + ".key");
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
