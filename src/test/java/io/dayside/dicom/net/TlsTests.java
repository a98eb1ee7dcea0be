package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.UID;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Associations over TLS, both sides with certificates. */
class TlsTests {

    private static final List<PresentationContext> ECHO =
            PresentationContext.single(UID.Verification, UID.ImplicitVRLittleEndian);

    private final Received received = new Received();
    private final List<AssociationInfo> callers = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.make(folder, "server", "modality", "stranger");
    }

    @Test
    void echoscuAndStorescuAreServedAndTheirCertificateIsKnown() throws Exception {
        try (DimseServer server = start(DimseOptions.DEFAULT)) {
            Dcmtk.Result echo = dcmtk("echoscu", server, "modality");
            assertThat(echo.exitCode()).as(echo.output()).isZero();
            for (String[] sample :
                    new String[][] {{"-xe", "pydicom/CT_small.dcm"}, {"-xs", "pydicom-data/JPEG-LL.dcm"}}) {
                Path file = SampleSet.file(sample[1]);
                Dcmtk.Result store = dcmtk("storescu", server, "modality", sample[0], file.toString());
                assertThat(store.exitCode()).as(store.output()).isZero();
            }
        }
        assertThat(received.objects)
                .extracting(Received.Instance::transferSyntaxUid)
                .containsExactly(UID.ExplicitVRLittleEndian, UID.JPEGLosslessSV1);
        X509Certificate expected = certificates.certificate("modality");
        assertThat(callers)
                .hasSize(3)
                .allSatisfy(caller -> assertThat(caller.certificates()).containsExactly(expected));
    }

    @Test
    void dcm02CertificateThatIsNotTrustedNeverReachesThePolicy() throws Exception {
        try (DimseServer server = start(DimseOptions.DEFAULT)) {
            assertThat(dcmtk("echoscu", server, "stranger").exitCode()).isNotZero();
            assertThat(Dcmtk.run("echoscu", "localhost", Integer.toString(server.port()))
                            .exitCode())
                    .isNotZero();
            assertThatThrownBy(() -> connect(server, certificates.context("stranger", "server")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(callers).isEmpty();
    }

    @Test
    void dcm02ServerThatIsNotTrustedIsNotTalkedTo() throws Exception {
        try (DimseServer server = start(DimseOptions.DEFAULT)) {
            assertThatThrownBy(() -> connect(server, certificates.context("modality", "stranger")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(callers).isEmpty();
    }

    @Test
    void clientKnowsTheCertificateOfTheServer() throws Exception {
        try (DimseServer server = start(DimseOptions.DEFAULT);
                DimseClient client = connect(server, certificates.context("modality", "server"))) {
            assertThat(client.echo()).isEqualTo(Status.Success);
            assertThat(client.association().certificates()).containsExactly(certificates.certificate("server"));
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
                certificates.context("server", "modality"),
                policy,
                DimseServices.of(DimseServices.storage(received)));
    }

    private Dcmtk.Result dcmtk(String tool, DimseServer server, String name, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "+tls",
                certificates.keyPem(name).toString(),
                certificates.pem(name).toString(),
                "+cf",
                certificates.pem("server").toString(),
                "-pw"));
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
}
