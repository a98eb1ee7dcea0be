package io.dayside.demo;

import io.dayside.launch.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The worklists of all demonstration specialists, asked through the API with their own tokens. */
final class WorklistWatch {

    private static final Duration TOKEN_LIFE = Duration.ofSeconds(45);
    private static final long PAUSE_MILLIS = 100;

    /** A new case in somebody's worklist; places count from 1. */
    record Seen(int place, int of, String claim) {}

    private record Token(String value, Instant from) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final List<String> specialists = new ArrayList<>();
    private final int port;
    private final Path data;

    WorklistWatch(int port, Path data, Path config) throws CommandFailure {
        this.port = port;
        this.data = data;
        readSpecialists(config.resolve("people.yaml"));
    }

    private void readSpecialists(Path people) throws CommandFailure {
        var yaml = new YAMLMapper();
        try (var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(Files.readString(people))) {
            while (documents.hasNext()) {
                var document = documents.next();
                if (document.path("kind").asString("").equals("Specialist")) {
                    specialists.add(document.path("username").asString(""));
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(people + " cannot be read: name the configuration with --config", e);
        }
    }

    /** Identifiers of every case that any specialist sees now. */
    Set<String> cases() throws IOException, InterruptedException {
        var ids = new HashSet<String>();
        for (var specialist : specialists) {
            worklist(specialist).forEach(row -> ids.add(row.path("id").asString("")));
        }
        return ids;
    }

    /** Waits until the case with that accession number is listed; others that come meanwhile are passed over. */
    Seen awaitNew(Set<String> before, String hospital, String accessionNumber, Duration limit)
            throws IOException, InterruptedException {
        var deadline = Instant.now().plus(limit);
        var others = new HashSet<>(before);
        while (Instant.now().isBefore(deadline)) {
            for (var specialist : specialists) {
                int place = 0;
                var rows = worklist(specialist);
                for (var row : rows) {
                    place++;
                    var id = row.path("id").asString("");
                    if (row.path("tenant").asString("").equals(hospital) && !others.contains(id)) {
                        if (isCase(specialist, hospital, id, accessionNumber)) {
                            return new Seen(place, rows.size(), claim(row));
                        }
                        others.add(id);
                    }
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException("the study did not come into any worklist within " + limit.toSeconds() + " s");
    }

    private boolean isCase(String specialist, String hospital, String id, String accessionNumber)
            throws IOException, InterruptedException {
        var file = json.readTree(answered(asked(specialist, "/api/cases/%s/%s".formatted(hospital, id))));
        return file.findValuesAsString("accessionNumber").contains(accessionNumber);
    }

    private static String claim(JsonNode row) {
        var label = row.path("topLabel").asString("");
        return label.isEmpty()
                ? "nothing flagged"
                : "flagged %.2f (demonstration)"
                        .formatted(row.path("topProbability").asDouble());
    }

    private JsonNode worklist(String specialist) throws IOException, InterruptedException {
        return json.readTree(answered(asked(specialist, "/api/worklist")));
    }

    private HttpRequest asked(String specialist, String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token(specialist))
                .build();
    }

    private String token(String specialist) throws IOException, InterruptedException {
        var known = tokens.get(specialist);
        if (known != null && known.from().plus(TOKEN_LIFE).isAfter(Instant.now())) {
            return known.value();
        }
        var fresh = new Token(requestToken(specialist), Instant.now());
        tokens.put(specialist, fresh);
        return fresh.value();
    }

    private String requestToken(String specialist) throws IOException, InterruptedException {
        var keycloak = Files.readString(data.resolve("run/keycloak.port")).strip();
        var secret =
                Files.readString(data.resolve("secrets/keycloak-dayside-api")).strip();
        var form = "grant_type=password&scope=openid&client_id=dayside-api&client_secret=%s&username=%s&password=%s"
                .formatted(
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        URLEncoder.encode(specialist, StandardCharsets.UTF_8),
                        "dayside-demo");
        var address = "http://localhost:" + keycloak + "/realms/dayside/protocol/openid-connect/token";
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return json.readTree(answered(request)).path("access_token").asString("");
    }

    private String answered(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(request.uri().getPath() + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
