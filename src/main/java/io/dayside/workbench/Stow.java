package io.dayside.workbench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stores over HTTP (STOW-RS, PS3.18 10.5): one connection a folder, all at once, kept from request to request. */
final class Stow {

    /** Instances a request. */
    static final int TOGETHER = 20;

    private static final String BOUNDARY = "dayside-bench-boundary";
    private static final byte[] PART = ascii("\r\n--" + BOUNDARY + "\r\nContent-Type: application/dicom\r\n\r\n");
    private static final byte[] END = ascii("\r\n--" + BOUNDARY + "--\r\n");

    private Stow() {}

    /** @return seconds from the first request to the last answer */
    static double send(DicomWebAddress address, CtRound.Sent sent) throws IOException, InterruptedException {
        List<List<Path>> connections = new ArrayList<>();
        for (Path folder : sent.folders()) {
            connections.add(sent.files().stream()
                    .filter(file -> file.startsWith(folder))
                    .toList());
        }
        return SideBySide.seconds(connections, files -> send(address, files));
    }

    private static void send(DicomWebAddress address, List<Path> files) throws IOException {
        for (int i = 0; i < files.size(); i += TOGETHER) {
            post(address, files.subList(i, Math.min(i + TOGETHER, files.size())));
        }
    }

    private static void post(DicomWebAddress address, List<Path> files) throws IOException {
        try (var answer = DicomWebAddress.body(request(address, files))) {
            answer.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** A request with all of these DICOM files, sent to its end; its answer is still to be read. */
    static HttpURLConnection request(DicomWebAddress address, List<Path> files) throws IOException {
        long length = END.length;
        for (Path file : files) {
            length += PART.length + Files.size(file);
        }
        HttpURLConnection connection = address.open("/studies", "application/dicom+json");
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(length);
        connection.setRequestProperty(
                "Content-Type", "multipart/related; type=\"application/dicom\"; boundary=" + BOUNDARY);
        try (OutputStream body = connection.getOutputStream()) {
            for (Path file : files) {
                body.write(PART);
                body.write(Files.readAllBytes(file));
            }
            body.write(END);
        }
        return connection;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
