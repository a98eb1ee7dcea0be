package io.dayside.demo;

import io.dayside.launch.CommandFailure;
import io.dayside.tenancy.Hospital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a hospital's own systems know of it: how it names itself on the wire.
 *
 * @param aeTitle called AE title
 * @param senders calling AE titles
 * @param orders MSH-3, MSH-4 and MSH-6 of its orders
 */
record SimulatedHospital(
        String id,
        String name,
        String numberPrefix,
        String aeTitle,
        List<String> senders,
        ZoneId zone,
        Hospital.Hl7Peer orders) {

    private static final YAMLMapper YAML = new YAMLMapper();

    static SimulatedHospital of(Hospital hospital) {
        return new SimulatedHospital(
                hospital.id().code(),
                hospital.name(),
                hospital.numberPrefix(),
                hospital.aeTitle(),
                hospital.senders().stream().map(Hospital.Sender::aeTitle).toList(),
                hospital.defaultFacility().zone(),
                hospital.orders());
    }

    /** The hospital of that id or called AE title, capitals not counted, from the folder of configuration files. */
    static SimulatedHospital find(Path folder, String wanted) throws CommandFailure {
        List<SimulatedHospital> all = load(folder);
        String key = wanted.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(each -> each.id().equals(key)
                        || each.aeTitle().toLowerCase(Locale.ROOT).equals(key))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("no hospital is called %s: choose one of %s"
                        .formatted(
                                wanted,
                                String.join(
                                        ", ",
                                        all.stream()
                                                .map(SimulatedHospital::aeTitle)
                                                .toList()))));
    }

    static List<SimulatedHospital> load(Path folder) throws CommandFailure {
        List<SimulatedHospital> hospitals = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                addAll(hospitals, file);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    "%s cannot be read: name the hospitals' configuration with --config"
                            .formatted(folder.toAbsolutePath().normalize()),
                    e);
        }
        return hospitals;
    }

    private static void addAll(List<SimulatedHospital> hospitals, Path file) throws IOException, CommandFailure {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(Files.readString(file))) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document.path("kind").asString("").equals("Hospital")) {
                    hospitals.add(read(document));
                }
            }
        } catch (JacksonException | DateTimeException e) {
            throw new CommandFailure(file + " is no valid configuration: ./dayside tenants plan says why", e);
        }
    }

    private static SimulatedHospital read(JsonNode document) {
        List<String> senders = new ArrayList<>();
        document.path("senders").forEach(sender -> senders.add(text(sender, "aeTitle")));
        JsonNode orders = document.path("orders");
        return new SimulatedHospital(
                text(document, "id"),
                text(document, "name"),
                text(document, "numberPrefix"),
                text(document, "aeTitle"),
                List.copyOf(senders),
                ZoneId.of(document.path("facilities").path(0).path("zone").asString("UTC")),
                new Hospital.Hl7Peer(
                        text(orders, "sendingApplication"),
                        text(orders, "sendingFacility"),
                        text(orders, "receivingFacility")));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /** The registered device for a modality, by the way the demo names them; otherwise the first. */
    String device(String modality) {
        return senders.stream()
                .filter(title -> title.contains("_" + modality))
                .findFirst()
                .orElseGet(() -> senders.isEmpty() ? "DAYSIDE_SEND" : senders.getFirst());
    }
}
