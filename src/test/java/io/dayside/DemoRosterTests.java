package io.dayside;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The six specialists of the demonstration, read here without the product's own reader. */
class DemoRosterTests {

    private static final Map<String, List<String>> JURISDICTIONS =
            Map.of("northgate", List.of("US-NY", "US-NJ"), "harbour", List.of("GB"), "alpenblick", List.of("CH"));
    private static final Duration STEP = Duration.ofMinutes(15);
    /** A whole year, and with it every change to and from daylight saving of every zone. */
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

    private static final Instant TO = Instant.parse("2027-12-01T00:00:00Z");

    private final List<Specialist> roster = roster();

    @Test
    void atAnyMomentTwoAreOnShift() {
        assertThat(everyMoment())
                .allSatisfy(at -> assertThat(roster.stream().filter(specialist -> specialist.onShift(at)))
                        .as("on shift at %s", at)
                        .hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void atAnyMomentSomebodyMayReadHeadCtAndChestXrayForEverySite() {
        assertThat(everyMoment())
                .allSatisfy(at -> JURISDICTIONS.forEach((tenant, jurisdictions) ->
                        jurisdictions.forEach(jurisdiction -> assertThat(roster.stream()
                                        .filter(specialist -> specialist.onShift(at))
                                        .filter(specialist -> licensed(specialist, jurisdiction, at))
                                        .filter(specialist -> privileged(specialist, tenant, at))
                                        .filter(specialist -> competent(specialist, "CT", "HEAD"))
                                        .filter(specialist -> competent(specialist, "DX", "CHEST")))
                                .as("for %s in %s at %s", tenant, jurisdiction, at)
                                .isNotEmpty())));
    }

    /** Kinds that hospitals send besides, also where nobody named a body part; CR is read like DX. */
    @Test
    void atAnyMomentSomebodyMayReadWhateverElseIsSentForEverySite() {
        assertThat(everyMoment())
                .allSatisfy(at -> JURISDICTIONS.forEach((tenant, jurisdictions) ->
                        jurisdictions.forEach(jurisdiction -> assertThat(roster.stream()
                                        .filter(specialist -> specialist.onShift(at))
                                        .filter(specialist -> licensed(specialist, jurisdiction, at))
                                        .filter(specialist -> privileged(specialist, tenant, at))
                                        .filter(specialist -> Stream.of("CT", "DX", "MR", "US", "NM", "PT", "OT")
                                                .allMatch(kind -> competent(specialist, kind, "UNKNOWN"))))
                                .as("for %s in %s at %s", tenant, jurisdiction, at)
                                .isNotEmpty())));
    }

    /** So that the manager's page has something to say. */
    @Test
    void nobodyReadsSlidesElectrocardiogramsAndTreatmentPlans() {
        assertThat(roster)
                .noneMatch(specialist ->
                        Stream.of("SM", "ECG", "RTPLAN").anyMatch(kind -> competent(specialist, kind, "UNKNOWN")));
    }

    @Test
    void eachRuleBarsSomebody() {
        var now = Instant.parse("2026-11-24T12:00:00Z");

        assertThat(roster).anyMatch(specialist -> !licensed(specialist, "GB", now));
        assertThat(roster).anyMatch(specialist -> !licensed(specialist, "US-NJ", now));
        assertThat(roster).anyMatch(specialist -> !privileged(specialist, "alpenblick", now));
        assertThat(roster).anyMatch(specialist -> !competent(specialist, "CT", "HEAD"));
        assertThat(roster).anyMatch(specialist -> specialist.capacity() == 1);
        assertThat(everyMoment()).allMatch(at -> roster.stream().anyMatch(specialist -> !specialist.onShift(at)));
    }

    private static List<Instant> everyMoment() {
        return Stream.iterate(FROM, TO::isAfter, at -> at.plus(STEP)).toList();
    }

    private static boolean licensed(Specialist specialist, String jurisdiction, Instant at) {
        var day = at.atZone(ZoneOffset.UTC).toLocalDate();
        return specialist.licences().stream()
                .anyMatch(licence -> licence.jurisdiction().equals(jurisdiction)
                        && licence.standing() == Standing.ACTIVE
                        && !day.isBefore(licence.validFrom())
                        && !day.isAfter(licence.validTo()));
    }

    private static boolean privileged(Specialist specialist, String tenant, Instant at) {
        var day = at.atZone(ZoneOffset.UTC).toLocalDate();
        return specialist.privileges().stream()
                .anyMatch(privilege -> privilege.tenant().code().equals(tenant)
                        && privilege.standing() == Standing.ACTIVE
                        && !day.isBefore(privilege.validFrom())
                        && !day.isAfter(privilege.validTo()));
    }

    private static boolean competent(Specialist specialist, String modality, String region) {
        return specialist.competencies().stream()
                .anyMatch(competency -> competency.modality().equals(modality)
                        && (competency.bodyRegion().equals(region)
                                || competency.bodyRegion().equals("*")));
    }

    private static List<Specialist> roster() {
        try (var documents = new YAMLMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(Files.readString(Path.of("tenant-config", "people.yaml")))) {
            return documents.readAll().stream()
                    .filter(document -> document.path("kind").asString().equals("Specialist"))
                    .map(DemoRosterTests::specialist)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Specialist specialist(JsonNode node) {
        return new Specialist(
                node.get("username").asString(),
                node.get("displayName").asString(),
                ZoneId.of(node.get("zone").asString()),
                node.get("capacity").intValue(),
                each(node.get("licences"), DemoRosterTests::licence),
                each(node.get("privileges"), DemoRosterTests::privilege),
                each(node.get("competencies"), DemoRosterTests::competency),
                each(node.get("shifts"), DemoRosterTests::shift));
    }

    private static Specialist.Licence licence(JsonNode node) {
        return new Specialist.Licence(
                node.get("jurisdiction").asString(),
                node.get("number").asString(),
                Standing.valueOf(node.get("standing").asString()),
                LocalDate.parse(node.get("validFrom").asString()),
                LocalDate.parse(node.get("validTo").asString()));
    }

    private static Specialist.Privilege privilege(JsonNode node) {
        return new Specialist.Privilege(
                new TenantId(node.get("tenant").asString()),
                Standing.valueOf(node.get("standing").asString()),
                LocalDate.parse(node.get("validFrom").asString()),
                LocalDate.parse(node.get("validTo").asString()));
    }

    private static Specialist.Competency competency(JsonNode node) {
        return new Specialist.Competency(
                node.get("modality").asString(), node.get("bodyRegion").asString());
    }

    private static Specialist.Shift shift(JsonNode node) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        node.get("days").values().forEach(day -> days.add(DayOfWeek.valueOf(day.asString())));
        return new Specialist.Shift(
                days,
                LocalTime.parse(node.get("from").asString()),
                LocalTime.parse(node.get("to").asString()));
    }

    private static <T> List<T> each(JsonNode array, java.util.function.Function<JsonNode, T> read) {
        var items = new ArrayList<T>();
        array.values().forEach(item -> items.add(read.apply(item)));
        return items;
    }
}
