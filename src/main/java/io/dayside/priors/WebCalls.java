package io.dayside.priors;

import io.dayside.intake.HospitalCalls;
import io.dayside.tenancy.TenantId;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.HttpsURLConnection;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * GET below a configured address, and nowhere else: no redirect is followed, no proxy asked. Silence, size and duration of
 * an answer are bounded.
 */
@Component
class WebCalls {

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    /** A PACS fetches from slow media too. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final HospitalCalls certificates;
    private final PacsSecrets secrets;

    WebCalls(HospitalCalls certificates, PacsSecrets secrets) {
        this.certificates = certificates;
        this.secrets = secrets;
    }

    /** Of one answer's body. */
    record Limits(long bytes, Duration duration) {}

    /**
     * An answer that is a success.
     *
     * @param body within its limits; beyond them reading fails
     */
    record Answer(int status, String contentType, InputStream body, HttpURLConnection connection) implements Closeable {

        /** The media type in lower case, without parameters. */
        String type() {
            int end = contentType.indexOf(';');
            return (end < 0 ? contentType : contentType.substring(0, end))
                    .strip()
                    .toLowerCase(Locale.ROOT);
        }

        /** What is left of the body is not read. */
        @Override
        public void close() {
            connection.disconnect();
        }
    }

    /** @throws PriorsMissed where the answer is none of success; its text is not read */
    Answer get(TenantId hospital, PacsAddress.Web address, String path, String accept, Limits limits)
            throws IOException {
        var connection = open(address, path);
        connection.setRequestProperty(HttpHeaders.ACCEPT, accept);
        var authorization = secrets.authorization(hospital, address.login());
        if (!authorization.isEmpty()) {
            connection.setRequestProperty(HttpHeaders.AUTHORIZATION, authorization);
        }
        long end = System.nanoTime() + limits.duration().toNanos();
        int status = connection.getResponseCode();
        if (!isSuccess(status)) {
            connection.disconnect();
            throw refusal(status);
        }
        var type = connection.getContentType();
        return new Answer(
                status,
                type == null ? "" : type,
                new Limited(connection.getInputStream(), limits.bytes(), end),
                connection);
    }

    private HttpURLConnection open(PacsAddress.Web address, String path) throws IOException {
        var url = URI.create(address.base() + path).toURL();
        var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secured
                && !address.certificates().isEmpty()) {
            secured.setSSLSocketFactory(certificates.tls(address.certificates()).getSocketFactory());
        }
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) TO_CONNECT.toMillis());
        connection.setReadTimeout((int) LONGEST_SILENCE.toMillis());
        return connection;
    }

    private static boolean isSuccess(int status) {
        return status == HttpURLConnection.HTTP_OK
                || status == HttpURLConnection.HTTP_NO_CONTENT
                || status == HttpURLConnection.HTTP_PARTIAL;
    }

    private static PriorsMissed refusal(int status) {
        var family = HttpStatus.Series.resolve(status);
        return switch (family == null ? HttpStatus.Series.INFORMATIONAL : family) {
            case REDIRECTION ->
                new PriorsMissed(
                        PriorsObstacle.BROKEN, "it redirects (status %d), which is not followed".formatted(status));
            case CLIENT_ERROR -> new PriorsMissed(PriorsObstacle.REFUSED, "it answers with status " + status);
            case SERVER_ERROR -> new PriorsMissed(PriorsObstacle.UNREACHABLE, "it answers with status " + status);
            case INFORMATIONAL, SUCCESSFUL ->
                new PriorsMissed(PriorsObstacle.BROKEN, "it answers with status " + status);
        };
    }

    /** Fails at the first read that is too late or too much. */
    private static final class Limited extends FilterInputStream {

        private final long end;
        private long left;

        Limited(InputStream in, long bytes, long end) {
            super(in);
            this.left = bytes;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int count) throws IOException {
            left -= count;
            if (left < 0) {
                throw new PriorsMissed(PriorsObstacle.BROKEN, "the answer is larger than can be taken");
            }
            if (System.nanoTime() - end > 0) {
                throw new PriorsMissed(PriorsObstacle.UNREACHABLE, "the answer takes too long");
            }
        }
    }
}
