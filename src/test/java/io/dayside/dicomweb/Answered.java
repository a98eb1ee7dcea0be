package io.dayside.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.web.MediaRange;
import io.dayside.dicom.web.MultipartReader;
import io.dayside.dicom.web.MultipartReader.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response, and what tests ask of it. */
record Answered(HttpResponse<byte[]> response) {

    private static final JsonMapper JSON = new JsonMapper();

    /** One part of the response, read whole. */
    @SuppressWarnings("ArrayRecordComponent")
    record Piece(Part part, byte[] content) {

        String type() {
            return part.field("content-type");
        }
    }

    int status() {
        return response.statusCode();
    }

    byte[] body() {
        return response.body();
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    Answered expecting(int status) {
        assertThat(status()).as(text()).isEqualTo(status);
        return this;
    }

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    List<Piece> pieces() throws IOException {
        var type = MediaRange.of(header("Content-Type"));
        assertThat(type.type()).isEqualTo("multipart/related");
        var reader = new MultipartReader(new ByteArrayInputStream(body()), type.parameter("boundary"));
        var pieces = new ArrayList<Piece>();
        for (var part = reader.next(); part.isPresent(); part = reader.next()) {
            pieces.add(new Piece(part.get(), part.get().content().readAllBytes()));
        }
        return pieces;
    }
}
