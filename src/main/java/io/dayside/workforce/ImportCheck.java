package io.dayside.workforce;

import io.dayside.identity.ImportedLogins.Wanted;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist.Competency;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds the lines of a file against each other and against what passports say, and finds what it would change. */
final class ImportCheck {

    static final String PERSON = "PERSON";

    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{M} .,'’-]{0,99}");
    private static final int MOST_HELD = 1_000;
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,63}");

    private final Map<String, Person> known;
    private final Map<String, Map<String, Credential>> held = new HashMap<>();
    private final Set<TenantId> hospitals;
    private final List<ImportProblem> problems = new ArrayList<>();
    private final Map<String, Long> said = new HashMap<>();
    private final Map<String, Long> names = new HashMap<>();
    /** Also those whose own line has a mistake, which is told once. */
    private final Set<String> named = new HashSet<>();

    private final Map<String, Person> people = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Proof> proofs = new ArrayList<>();
    private final Map<String, Long> addresses = new HashMap<>();
    private final List<Login> logins = new ArrayList<>();
    private int unchanged;

    /** A login that a line asks for. */
    record Login(long line, Wanted wanted) {}

    /** @param before absent where the passport says nothing of that name */
    record Change(
            long line,
            String username,
            Credential credential,
            @Nullable Credential before) {}

    /** A competency of a line, whose certificates may stand in a line below it. */
    private record Proof(long line, String username, Competency competency) {}

    ImportCheck(List<Person> known, Map<String, List<Credential>> held, Set<TenantId> hospitals) {
        this.known = new HashMap<>();
        known.forEach(one -> this.known.put(one.username(), one));
        held.forEach((username, credentials) -> {
            var byKey = this.held.computeIfAbsent(username, _ -> new HashMap<>());
            credentials.forEach(one -> byKey.put(one.key(), one));
        });
        this.hospitals = hospitals;
    }

    void look(CsvFile file) {
        problems.addAll(file.problems());
        file.lines().stream().filter(ImportCheck::isPerson).forEach(this::person);
        file.lines().stream().filter(line -> !isPerson(line)).forEach(this::credential);
        proofs.forEach(this::proved);
        problems.sort(Comparator.comparingLong(ImportProblem::line).thenComparing(ImportProblem::column));
    }

    List<ImportProblem> problems() {
        return problems;
    }

    /** Who is new or is called otherwise, by username. */
    Map<String, Person> people() {
        return people;
    }

    List<Change> changes() {
        return changes;
    }

    List<Login> logins() {
        return logins;
    }

    /** How many lines say what is so already. */
    int unchanged() {
        return unchanged;
    }

    private static boolean isPerson(CsvFile.Line line) {
        return line.of(CsvFile.KIND).equals(PERSON);
    }

    private void problem(CsvFile.Line line, String column, String what) {
        problems.add(new ImportProblem(line.number(), column, what));
    }

    private Optional<String> username(CsvFile.Line line) {
        var username = line.of(CsvFile.USERNAME);
        if (!Person.USERNAME.matcher(username).matches()) {
            problem(line, CsvFile.USERNAME, "must be 2 to 63 of a-z, 0-9, '.' and '-'");
            return Optional.empty();
        }
        return Optional.of(username);
    }

    private void person(CsvFile.Line line) {
        int mistakes = problems.size();
        var username = username(line).orElse("");
        named.add(username);
        var name = line.of(CsvFile.DISPLAY_NAME);
        if (!NAME.matcher(name).matches()) {
            problem(line, CsvFile.DISPLAY_NAME, "must be a name of at most 100 letters");
        }
        var zone = zone(line);
        int capacity = capacity(line);
        line.credential().forEach((column, value) -> {
            if (!value.isBlank()) {
                problem(line, column.header(), "must be empty for this kind");
            }
        });
        refuseTwice(line, username, PERSON);
        refuseNamesake(line, username, name);
        var email = email(line);
        if (problems.size() == mistakes && zone != null) {
            if (!email.isEmpty()) {
                logins.add(new Login(line.number(), new Wanted(username, name, email)));
            }
            var before = known.get(username);
            var person = new Person(username, name, zone, capacity, before != null && before.resident());
            if (person.equals(known.put(username, person))) {
                unchanged++;
            } else {
                people.put(username, person);
            }
        }
    }

    /** Empty where no login is asked for. */
    private String email(CsvFile.Line line) {
        var email = line.of(CsvFile.EMAIL);
        if (email.isEmpty()) {
            return "";
        }
        if (!EMAIL.matcher(email).matches()) {
            problem(line, CsvFile.EMAIL, "must be an e-mail address such as n.okafor@example.org, or empty");
            return "";
        }
        var earlier = addresses.putIfAbsent(email.toLowerCase(Locale.ROOT), line.number());
        if (earlier != null) {
            problem(line, CsvFile.EMAIL, "is the address of line " + earlier);
        }
        return email;
    }

    private @Nullable ZoneId zone(CsvFile.Line line) {
        var text = line.of(CsvFile.ZONE);
        if (text.contains("/") && ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        problem(line, CsvFile.ZONE, "must be a time zone such as Europe/Zurich");
        return null;
    }

    private int capacity(CsvFile.Line line) {
        var text = line.of(CsvFile.CAPACITY);
        int capacity = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (capacity < 1 || capacity > MOST_HELD) {
            problem(line, CsvFile.CAPACITY, "must be a whole number from 1 to " + MOST_HELD);
        }
        return capacity;
    }

    /** Two people of one name would be taken for each other by everybody who reads it; a middle name helps. */
    private void refuseNamesake(CsvFile.Line line, String username, String name) {
        var earlier = names.putIfAbsent(name, line.number());
        if (earlier != null) {
            problem(line, CsvFile.DISPLAY_NAME, "is the name of somebody else in line " + earlier);
        }
        known.values().stream()
                .filter(one -> one.displayName().equals(name) && !one.username().equals(username))
                .filter(_ -> earlier == null)
                .findFirst()
                .ifPresent(one -> problem(line, CsvFile.DISPLAY_NAME, "is the name of " + one.username()));
    }

    private void refuseTwice(CsvFile.Line line, String username, String key) {
        var earlier = said.putIfAbsent(username + " " + key, line.number());
        if (earlier != null && !username.isEmpty()) {
            problem(line, CsvFile.USERNAME, "says again what line " + earlier + " says");
        }
    }

    private void credential(CsvFile.Line line) {
        var username = username(line).filter(named -> isKnown(line, named));
        CsvFile.OF_PEOPLE.stream()
                .filter(header -> !line.of(header).isEmpty())
                .forEach(header -> problem(line, header, "must be empty for this kind"));
        var kind = Stream.of(CredentialKind.values())
                .filter(one -> one.name().equals(line.of(CsvFile.KIND)))
                .findFirst();
        if (kind.isEmpty()) {
            problem(line, CsvFile.KIND, "must be PERSON or one of " + List.of(CredentialKind.values()));
            return;
        }
        var fields = new CredentialFields(line.credential());
        var credential = CredentialForms.read(kind.get(), fields, hospitals);
        fields.problems().forEach((column, what) -> problem(line, column.header(), what));
        if (username.isPresent() && fields.problems().isEmpty()) {
            take(line, username.get(), credential);
        }
    }

    private boolean isKnown(CsvFile.Line line, String username) {
        if (!known.containsKey(username) && !named.contains(username)) {
            problem(line, CsvFile.USERNAME, "is nobody who reads here, and no line of kind PERSON names them");
            return false;
        }
        return true;
    }

    private void take(CsvFile.Line line, String username, Credential credential) {
        refuseTwice(line, username, credential.key());
        if (credential instanceof Competency competency) {
            proofs.add(new Proof(line.number(), username, competency));
        }
        var before = held.computeIfAbsent(username, _ -> new HashMap<>()).put(credential.key(), credential);
        if (credential.equals(before)) {
            unchanged++;
        } else {
            changes.add(new Change(line.number(), username, credential, before));
        }
    }

    private void proved(Proof proof) {
        var certificates = new HashSet<String>();
        held.getOrDefault(proof.username(), Map.of()).values().stream()
                .filter(Credential.Evidence.class::isInstance)
                .forEach(one -> certificates.add(one.name()));
        if (!certificates.containsAll(proof.competency().evidence())) {
            problems.add(new ImportProblem(
                    proof.line(),
                    Column.EVIDENCE.header(),
                    "names a certificate that neither the passport nor this file holds"));
        }
    }
}
