package io.dayside.archive;

import io.dayside.dicom.PeerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Adobe's S3Mock in a process of its own, with a bucket that keeps versions, as a careful operator's does. */
final class S3Mock implements AutoCloseable {

    static final String BUCKET = "dayside-objects";
    private static final String MAIN_CLASS = "BOOT-INF/classes/com/adobe/testing/s3mock/S3MockApplication.class";
    private static final int ATTEMPTS = 2_400;
    private static final int PAUSE_MILLIS = 50;

    private final Process process;
    private final int port;
    private final S3Client client;

    private S3Mock(Process process, int port) {
        this.process = process;
        this.port = port;
        this.client = S3Client.builder()
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static S3Mock start() throws IOException, InterruptedException {
        int port = PeerProcess.freePort();
        var folder = Files.createTempDirectory("dayside-s3mock");
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar().toString(),
                        "--http.port=" + port,
                        "--server.port=0",
                        "--com.adobe.testing.s3mock.store.root=" + folder))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3mock.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitListener(process, port, folder.resolve("s3mock.log"));
        var mock = new S3Mock(process, port);
        mock.makeBucket();
        return mock;
    }

    private static Path jar() {
        var inside = S3Mock.class.getClassLoader().getResource(MAIN_CLASS);
        if (inside == null) {
            throw new IllegalStateException("s3mock's exec jar is not among the tests' dependencies");
        }
        var address = inside.getPath();
        return Path.of(URI.create(address.substring(0, address.indexOf("!/"))));
    }

    private static void awaitListener(Process process, int port, Path log) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        process.destroyForcibly();
        throw new AssertionError("s3mock does not listen:\n" + Files.readString(log));
    }

    private void makeBucket() {
        client.createBucket(request -> request.bucket(BUCKET));
        client.putBucketVersioning(request -> request.bucket(BUCKET)
                .versioningConfiguration(versions -> versions.status(BucketVersioningStatus.ENABLED)));
    }

    int port() {
        return port;
    }

    List<String> keys() {
        return client.listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    byte[] get(String key) {
        return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key))
                .asByteArray();
    }

    /** Behind the back of the one who put it there. */
    void put(String key, byte[] content) {
        client.putObject(
                request -> request.bucket(BUCKET).key(key),
                software.amazon.awssdk.core.sync.RequestBody.fromBytes(content));
    }

    void delete(String key) {
        client.deleteObject(request -> request.bucket(BUCKET).key(key));
    }

    /** Versions that can still be had, deletions among them. */
    int versions(String key) {
        var listed = client.listObjectVersions(request -> request.bucket(BUCKET).prefix(key));
        return listed.versions().size() + listed.deleteMarkers().size();
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
