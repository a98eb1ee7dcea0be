package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.UID;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Associations over TLS, both sides with certificates. */
class TlsTests {

    private static final char[] PASSWORD = "secret".toCharArray();
    private static final List<PresentationContext> ECHO =
            PresentationContext.single(UID.Verification, UID.ImplicitVRLittleEndian);

    private final Received received = new Received();
    private final List<AssociationInfo> callers = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (String name : List.of("server", "modality", "stranger")) {
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            Process process = new ProcessBuilder(
                            (keytool + " -genkeypair -alias key -keyalg RSA -keysize 2048 -validity 2 -storetype PKCS12"
                                            + " -storepass secret -dname CN=" + name + " -keystore " + store(name))
                                    .split(" "))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor()).isZero();
            writePem(name + ".crt", "CERTIFICATE", certificate(name).getEncoded());
            writePem(
                    name + ".key",
                    "PRIVATE KEY",
                    load(name).getKey("key", PASSWORD).getEncoded());
        }
    }

    @Test
    void echoscuAndStorescuAreServedAndTheirCertificateIsKnown() throws Exception {
        try (DimseServer server = start(DimseOptions.DEFAULT)) {
            Dcmtk.Result echo = dcmtk("echoscu", server, "modality");
            assertThat(echo.exitCode()).as(echo.output()).isZero();
            Dcmtk.Result store = dcmtk(
                    "storescu",
                    server,
                    "modality",
                    "-xe",
                    SampleSet.file("pydicom/CT_small.dcm").toString());
            assertThat(store.exitCode()).as(store.output()).isZero();
        }
        assertThat(received.objects).hasSize(1);
        X509Certificate expected = certificate("modality");
        assertThat(callers)
                .hasSize(2)
                .allSatisfy(caller -> assertThat(caller.certificates()).containsExactly(expected));
    }

    @Test
    void dcm02CertificateThatIsNotTrustedNeverReachesThePolicy() throws Exception {
        try (DimseServer server = start(DimseOptions.DEFAULT)) {
            assertThat(dcmtk("echoscu", server, "stranger").exitCode()).isNotZero();
            assertThat(Dcmtk.run("echoscu", "localhost", Integer.toString(server.port()))
                            .exitCode())
                    .isNotZero();
            assertThatThrownBy(() -> connect(server, context("stranger", "server")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(callers).isEmpty();
    }

    @Test
    void dcm02ServerThatIsNotTrustedIsNotTalkedTo() throws Exception {
        try (DimseServer server = start(DimseOptions.DEFAULT)) {
            assertThatThrownBy(() -> connect(server, context("modality", "stranger")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(callers).isEmpty();
    }

    @Test
    void clientKnowsTheCertificateOfTheServer() throws Exception {
        try (DimseServer server = start(DimseOptions.DEFAULT);
                DimseClient client = connect(server, context("modality", "server"))) {
            assertThat(client.echo()).isEqualTo(Status.Success);
            assertThat(client.association().certificates()).containsExactly(certificate("server"));
            client.release();
        }
    }

    @Test
    void dcm13HandshakeThatTricklesIsCut() throws Exception {
        Duration wait = Duration.ofMillis(400);
        try (DimseServer server = start(new DimseOptions(2, 16 * 1024, wait, wait));
                Socket peer = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            peer.getOutputStream().write(new byte[] {22, 3, 1, 1, 0});
            for (int i = 0; (i < 100 && server.connections() != 0) || i < 3; i++) {
                try {
                    peer.getOutputStream().write(1);
                } catch (IOException _) {
                    break; // cut, which is what the test is about
                }
                Thread.sleep(50);
            }
            assertThat(server.connections()).isZero();
        }
    }

    private DimseServer start(DimseOptions options) throws Exception {
        AssociationPolicy policy = association -> {
            callers.add(association);
            return new AssociationPolicy.Accepted();
        };
        return DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                options,
                context("server", "modality"),
                policy,
                DimseServices.of(DimseServices.storage(received)));
    }

    private Dcmtk.Result dcmtk(String tool, DimseServer server, String name, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("+tls", pem(name + ".key"), pem(name + ".crt"), "+cf", pem("server.crt"), "-pw"));
        if (more.length > 0) {
            arguments.add(more[0]);
        }
        arguments.addAll(List.of("localhost", Integer.toString(server.port())));
        for (int i = 1; i < more.length; i++) {
            arguments.add(more[i]);
        }
        return Dcmtk.run(tool, arguments.toArray(String[]::new));
    }

    private static DimseClient connect(DimseServer server, SSLContext tls) throws IOException {
        return DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                "MODALITY",
                "NORTHGATE",
                ECHO,
                ClientOptions.DEFAULT.withTls(tls));
    }

    private static SSLContext context(String own, String trusted) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(own), PASSWORD);
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(trusted, certificate(trusted));
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(String name) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static X509Certificate certificate(String name) throws Exception {
        Certificate certificate = load(name).getCertificate("key");
        return (X509Certificate) certificate;
    }

    private static Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private static String pem(String name) {
        return folder.resolve(name).toString();
    }

    private static void writePem(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
