package io.dayside.workforce;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.ConfigurationDocument;
import io.dayside.tenancy.ConfigurationPart;
import io.dayside.tenancy.ConfigurationProblems;
import io.dayside.tenancy.Fields;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist.Competency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents of kind {@code Specialist}. A document changes what it says otherwise than when it was last applied; what
 * credentialing officers changed since stays as they left it.
 */
@Component
@Order(10)
class SpecialistPart implements ConfigurationPart {

    /** The reason that the trail gives for each of their changes. */
    private static final String BY_FILES = "configuration files";

    private final SpecialistRows rows;
    private final CredentialRows credentials;
    private final PassportChanges changes;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    SpecialistPart(
            SpecialistRows rows,
            CredentialRows credentials,
            AuditTrail trail,
            ApplicationEventPublisher events,
            JsonMapper json) {
        this.rows = rows;
        this.credentials = credentials;
        this.changes = new PassportChanges(credentials, trail, events);
        this.trail = trail;
        this.events = events;
        this.json = json;
    }

    @Override
    public String kind() {
        return "Specialist";
    }

    @Override
    public Plan plan(List<ConfigurationDocument> documents, List<Hospital> tenants, ConfigurationProblems problems) {
        var hospitals = tenants.stream().map(Hospital::id).collect(Collectors.toSet());
        var usernames = new HashSet<String>();
        var read = new ArrayList<SpecialistDocument>();
        var before = saidBefore();
        var written = credentials.all();
        for (var document : documents) {
            var fields = document.fields(problems);
            var said = SpecialistDocument.read(fields, hospitals);
            if (!usernames.add(said.person().username())) {
                fields.problem("username", "'" + said.person().username() + "' is used twice");
            }
            var username = said.person().username();
            checkEvidence(fields, afterwards(said, before.get(username), written.getOrDefault(username, List.of())));
            read.add(said);
        }
        return new SpecialistPlan(problems.isEmpty() ? differences(read, before) : List.of());
    }

    /** What a passport holds when the document is applied. */
    private static List<Credential> afterwards(
            SpecialistDocument document, @Nullable Map<String, Map<String, String>> before, List<Credential> written) {
        var said = document.said();
        var kept = written.stream()
                .filter(one -> !said.containsKey(one.key()) && (before == null || !before.containsKey(one.key())));
        return Stream.concat(document.credentials().stream(), kept).toList();
    }

    /** A competency without its certificate would bar its specialist, and nobody would know why. */
    private static void checkEvidence(Fields fields, List<Credential> held) {
        var certificates = held.stream()
                .filter(Credential.Evidence.class::isInstance)
                .map(Credential::name)
                .collect(Collectors.toSet());
        held.forEach(credential -> {
            if (credential instanceof Competency competency && !certificates.containsAll(competency.evidence())) {
                fields.problem(
                        "competencies",
                        "'%s' names a certificate that the passport would not hold".formatted(competency.name()));
            }
        });
    }

    private List<Difference> differences(
            List<SpecialistDocument> documents, Map<String, Map<String, Map<String, String>>> before) {
        return documents.stream()
                .map(document ->
                        difference(document, before.get(document.person().username())))
                .toList();
    }

    /** By username. Whom no document named yet since passports exist is taken as their document would say it. */
    private Map<String, Map<String, Map<String, String>>> saidBefore() {
        var written = credentials.all();
        var before = new HashMap<String, Map<String, Map<String, String>>>();
        rows.all()
                .forEach(specialist -> before.put(
                        specialist.username(),
                        new SpecialistDocument(
                                        Person.of(specialist),
                                        specialist.shifts(),
                                        written.getOrDefault(specialist.username(), List.of()))
                                .said()));
        rows.declared()
                .forEach((username, said) -> before.put(
                        username, json.readValue(said, new TypeReference<Map<String, Map<String, String>>>() {})));
        return before;
    }

    private static Difference difference(
            SpecialistDocument document, @Nullable Map<String, Map<String, String>> before) {
        var lines = new LinkedHashMap<String, String>();
        if (before == null) {
            lines.put(SpecialistDocument.PERSON, "is new");
            return new Difference(document, Map.of(), lines);
        }
        var words = document.credentials().stream()
                .collect(Collectors.toMap(Credential::key, Credential::words, (one, _) -> one));
        document.said().forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                lines.put(key, "becomes " + words.getOrDefault(key, String.valueOf(value)));
            }
        });
        before.keySet().stream()
                .filter(key -> !document.said().containsKey(key))
                .sorted()
                .forEach(key -> lines.put(key, "is removed"));
        return new Difference(document, before, lines);
    }

    /** @param lines by what they are about */
    private record Difference(
            SpecialistDocument document, Map<String, Map<String, String>> before, Map<String, String> lines) {

        String username() {
            return document.person().username();
        }

        boolean changes(String key) {
            return before.isEmpty() || lines.containsKey(key);
        }
    }

    private void apply(Difference difference) {
        var username = difference.username();
        if (difference.changes(SpecialistDocument.PERSON)) {
            rows.put(difference.document().person());
        }
        if (difference.changes(SpecialistDocument.SHIFTS)) {
            rows.replaceShifts(username, difference.document().shifts());
        }
        var said = difference.document().said();
        credentials.of(username).stream()
                .filter(one -> difference.before().containsKey(one.key()) && !said.containsKey(one.key()))
                .forEach(one -> changes.remove(username, one, BY_FILES));
        difference.document().credentials().stream()
                .filter(one -> difference.changes(one.key()))
                .forEach(one -> changes.put(username, one, BY_FILES));
        trail.append(AuditEvent.of(
                TenantId.PLATFORM, AuditAction.SPECIALIST_CHANGED, "specialist:" + username, difference.lines()));
        events.publishEvent(new SpecialistChanged(username));
    }

    private final class SpecialistPlan implements Plan {

        /** One a document. */
        private final List<Difference> differences;

        SpecialistPlan(List<Difference> differences) {
            this.differences = differences;
        }

        @Override
        public List<String> changes() {
            return differences.stream()
                    .flatMap(one -> one.lines().entrySet().stream()
                            .map(line ->
                                    "specialist %s: %s %s".formatted(one.username(), line.getKey(), line.getValue())))
                    .toList();
        }

        @Override
        public void apply() {
            differences.forEach(one -> {
                if (!one.lines().isEmpty()) {
                    SpecialistPart.this.apply(one);
                }
                // Also where nothing changed: from now on it is known what came from the files.
                rows.declare(
                        one.username(), json.writeValueAsString(one.document().said()));
            });
        }
    }
}
