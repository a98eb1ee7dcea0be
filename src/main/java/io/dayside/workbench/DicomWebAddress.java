package io.dayside.workbench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * A hospital's DICOMweb.
 *
 * @param root without a slash at its end
 * @param token of the caller, sent with each request; empty for none
 */
record DicomWebAddress(URI root, String token) {

    private static final int LIMIT_MILLIS = 120_000;

    /** A request that is not sent yet. Its connection is kept for the next once its answer was read to the end. */
    HttpURLConnection open(String path, String accept) throws IOException {
        var connection = (HttpURLConnection) URI.create(root + path).toURL().openConnection();
        connection.setConnectTimeout(LIMIT_MILLIS);
        connection.setReadTimeout(LIMIT_MILLIS);
        connection.setRequestProperty("Accept", accept);
        if (!token.isEmpty()) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        return connection;
    }

    /** The body of an answer that must be 200. */
    static InputStream body(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException(connection.getURL() + " answered " + status);
        }
        return connection.getInputStream();
    }
}
