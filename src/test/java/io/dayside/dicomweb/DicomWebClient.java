package io.dayside.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.CtSlice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who calls, and what is already in the archive. A user name is the token; none is an anonymous call. */
record DicomWebClient(int port, Archive archive) {

    static final String BOUNDARY = "the-boundary";
    static final String STUDIES = "/dicomweb/northgate/studies";

    /** What {@link CtSlice} says of its patient. */
    private static final String[] PATIENT = {"Phantom", "P-1", "19700131", "1970-01-31", "ACC-"};

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    static String study(CtSlice slice) {
        return STUDIES + "/" + slice.studyUid();
    }

    static String series(CtSlice slice) {
        return study(slice) + "/series/" + slice.seriesUid();
    }

    static String instance(CtSlice slice) {
        return series(slice) + "/instances/" + slice.sopUid();
    }

    /** A part of a multipart body. */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(String type, String location, byte[] content) {}

    static byte[] multipart(Part... parts) {
        var body = new ByteArrayOutputStream();
        for (var part : parts) {
            var location = part.location().isEmpty() ? "" : "\r\nContent-Location: " + part.location();
            body.writeBytes(ascii("\r\n--%s\r\nContent-Type: %s%s\r\n\r\n".formatted(BOUNDARY, part.type(), location)));
            body.writeBytes(part.content());
        }
        body.writeBytes(ascii("\r\n--" + BOUNDARY + "--\r\n"));
        return body.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    HttpRequest.Builder request(String username, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return username.isEmpty() ? request : request.header("Authorization", "Bearer " + username);
    }

    Answered get(String username, String path, String accept) {
        return send(request(username, path).header("Accept", accept));
    }

    Answered post(String username, String path, String type, byte[] body) {
        return send(request(username, path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** @param type of the parts that describe objects */
    Answered store(String username, String path, String type, byte[] body) {
        return post(username, path, "multipart/related; type=\"%s\"; boundary=%s".formatted(type, BOUNDARY), body);
    }

    static Answered send(HttpRequest.Builder request) {
        try {
            return new Answered(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The refusal but for the address that it names, which is the caller's own. */
    static ObjectNode problem(Answered answer, int status) {
        answer.expecting(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text()).doesNotContain(PATIENT).doesNotContain("Exception", "io.dayside");
        var problem = (ObjectNode) JSON.readTree(answer.body());
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        problem.remove("instance");
        return problem;
    }

    /** Keeps the slice at Northgate as it is. */
    CtSlice keep(CtSlice slice) {
        return keep(slice, slice.dataset());
    }

    CtSlice keep(CtSlice slice, Attributes dataset) {
        return keep(slice, dataset, UID.ExplicitVRLittleEndian);
    }

    CtSlice keep(CtSlice slice, Attributes dataset, String syntax) {
        return keep(new TenantId("northgate"), slice, dataset, syntax);
    }

    CtSlice keep(TenantId tenant, CtSlice slice, Attributes dataset, String syntax) {
        var received = new ReceivedInstance(
                tenant,
                "MAIN",
                "NG_CT1",
                dataset.getString(Tag.SOPClassUID, ""),
                slice.sopUid(),
                syntax,
                new ByteArrayInputStream(CtSlice.encoded(dataset, TransferSyntax.of(syntax))));
        try {
            assertThat(Actor.call(Actor.device("NG_CT1"), () -> archive.store(received)))
                    .isInstanceOf(StoreOutcome.Stored.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return slice;
    }
}
