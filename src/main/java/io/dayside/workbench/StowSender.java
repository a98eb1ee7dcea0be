package io.dayside.workbench;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.json.JsonReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * A sender over STOW-RS, which mixes a part into each request that cannot be stored, and which of its files it saw
 * acknowledged; PS3.18 10.5.
 */
final class StowSender implements Callable<Set<Path>> {

    /** Instances a request. */
    private static final int TOGETHER = 8;

    private static final String JSON = "application/dicom+json";

    private final List<Path> files;
    private final DicomWebAddress address;
    private final BadParts bad;

    /** Parts that no store may take, and how often they were told from the others. */
    interface BadParts {

        /** A file whose name is its SOP Instance UID. */
        Path next() throws IOException;

        void refused();
    }

    /** @param files named after their SOP Instance UIDs */
    StowSender(List<Path> files, DicomWebAddress address, BadParts bad) {
        this.files = files;
        this.address = address;
        this.bad = bad;
    }

    /**
     * Sends until all is sent or the connection is gone.
     *
     * @throws IllegalStateException when an answer takes a bad part for a good one or leaves it out
     */
    @Override
    public Set<Path> call() throws IOException {
        Set<Path> success = new HashSet<>();
        for (int i = 0; i < files.size(); i += TOGETHER) {
            List<Path> good = files.subList(i, Math.min(i + TOGETHER, files.size()));
            try {
                success.addAll(send(good));
            } catch (IOException | MalformedDataset _) {
                // Without a whole answer nothing of the request is known to be stored.
                return success;
            }
        }
        return success;
    }

    private Set<Path> send(List<Path> good) throws IOException, MalformedDataset {
        Path refused = bad.next();
        List<Path> parts = new ArrayList<>(good);
        parts.add(good.size() / 2, refused);
        try {
            HttpURLConnection connection = Stow.request(address, parts);
            if (!JSON.equals(connection.getContentType())) {
                drain(connection);
                return Set.of();
            }
            Attributes answer = answer(connection);
            check(answer, uid(refused));
            Set<String> stored = uids(answer, Tag.ReferencedSOPSequence);
            return good.stream().filter(file -> stored.contains(uid(file))).collect(Collectors.toSet());
        } finally {
            Files.delete(refused);
        }
    }

    private void check(Attributes answer, String refused) {
        if (uids(answer, Tag.ReferencedSOPSequence).contains(refused)
                || !uids(answer, Tag.FailedSOPSequence).contains(refused)) {
            throw new IllegalStateException("an answer does not say that the part failed that cannot be stored");
        }
        bad.refused();
    }

    /** What stands there with a warning was kept aside. */
    private static Set<String> uids(Attributes answer, int sequence) {
        return answer.getSequence(sequence).stream()
                .filter(item -> !item.contains(Tag.WarningReason))
                .map(item -> item.getString(Tag.ReferencedSOPInstanceUID, ""))
                .collect(Collectors.toSet());
    }

    private static String uid(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - Ledger.SUFFIX.length());
    }

    private static Attributes answer(HttpURLConnection connection) throws IOException, MalformedDataset {
        boolean failed = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (var body = failed ? connection.getErrorStream() : connection.getInputStream()) {
            return JsonReader.read(body).attributes();
        }
    }

    private static void drain(HttpURLConnection connection) throws IOException {
        var body = connection.getErrorStream();
        if (body != null) {
            try (body) {
                body.readAllBytes();
            }
        }
    }
}
