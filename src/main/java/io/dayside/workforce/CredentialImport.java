package io.dayside.workforce;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.identity.ImportedLogins;
import io.dayside.identity.ImportedLogins.Opened;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** Many credentials from one file: all of them or none. */
@Service
public class CredentialImport {

    /** The largest file that is read. */
    public static final int MOST_BYTES = CsvFile.MOST_BYTES;

    private static final Duration LONGEST_FOR_LOGINS = Duration.ofSeconds(30);

    /** People whom no configuration file names: such a file, when it comes, adds and takes nothing away. */
    private static final String NOTHING_DECLARED = "{}";

    private final Office office;
    private final SpecialistRows specialists;
    private final CredentialRows rows;
    private final AuditTrail trail;
    private final PassportChanges changes;
    private final ImportedLogins logins;
    private final Clock clock;

    CredentialImport(
            Office office,
            SpecialistRows specialists,
            CredentialRows rows,
            AuditTrail trail,
            ApplicationEventPublisher events,
            ImportedLogins logins,
            Clock clock) {
        this.office = office;
        this.specialists = specialists;
        this.rows = rows;
        this.trail = trail;
        this.changes = new PassportChanges(rows, trail, events);
        this.logins = logins;
        this.clock = clock;
    }

    /**
     * What a file would change, or did.
     *
     * @param problems all of them, by line; with one of them nothing is written
     * @param changes by line
     * @param unchanged how many lines say what is so already
     * @param applied whether it was written
     * @param logins what became of the logins that lines with an e-mail ask for, by line; none before it was written
     */
    public record Report(
            List<ImportProblem> problems, List<Change> changes, int unchanged, boolean applied, List<Login> logins) {}

    /**
     * @param open whether they have an account now
     * @param what in words, with what is left to do
     */
    public record Login(long line, String username, boolean open, String what) {}

    /**
     * @param from in words; empty for what is new
     * @param to in words
     */
    public record Change(String username, String what, String from, String to) {}

    /** A file with every column and an example of each kind. */
    public String template() {
        return CsvFile.template();
    }

    /** Looks only: nothing is written. */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public Report check(byte[] file) {
        return office.call(() -> report(checked(file), false));
    }

    /**
     * Writes everything in one transaction, or nothing where there is a problem. Logins come after that, one by one: what
     * hinders one undoes nothing.
     *
     * @param why what others read in the trail at each change
     */
    @PreAuthorize("hasRole('CREDENTIALING')")
    public Report apply(byte[] file, String why) {
        var reason = new CredentialFields(Map.of());
        Passports.checkWhy(reason, why);
        var wanted = new ArrayList<ImportCheck.Login>();
        var report = office.call(() -> {
            specialists.lockAll();
            var check = checked(file);
            reason.problems()
                    .forEach((column, what) -> check.problems().add(new ImportProblem(0, column.header(), what)));
            boolean whole = check.problems().isEmpty();
            if (whole) {
                write(check, why.strip());
                wanted.addAll(check.logins());
            }
            return report(check, whole);
        });
        return new Report(report.problems(), report.changes(), report.unchanged(), report.applied(), opened(wanted));
    }

    /** Until Keycloak is away, or has taken so long that whoever waits for the answer should have it. */
    private List<Login> opened(List<ImportCheck.Login> wanted) {
        var told = new ArrayList<Login>();
        var latest = clock.instant().plus(LONGEST_FOR_LOGINS);
        String untried = "";
        for (var login : wanted) {
            if (untried.isEmpty() && clock.instant().isAfter(latest)) {
                untried = "not tried yet, since it takes long: import this file again for the rest";
            }
            if (untried.isEmpty()) {
                var outcome = logins.open(login.wanted());
                told.add(told(login, outcome));
                untried = outcome instanceof Opened.Away(var help) ? help : "";
            } else {
                told.add(new Login(login.line(), login.wanted().username(), false, untried));
            }
        }
        return told;
    }

    private static Login told(ImportCheck.Login login, Opened outcome) {
        var username = login.wanted().username();
        return switch (outcome) {
            case Opened.Invited() -> new Login(login.line(), username, true, "invited by mail to choose a password");
            case Opened.Known() -> new Login(login.line(), username, true, "has this login already");
            case Opened.Uninvited(var help) -> new Login(login.line(), username, true, help);
            case Opened.Refused(var help) -> new Login(login.line(), username, false, help);
            case Opened.Away(var help) -> new Login(login.line(), username, false, help);
        };
    }

    private ImportCheck checked(byte[] file) {
        var check =
                new ImportCheck(specialists.all().stream().map(Person::of).toList(), rows.all(), office.hospitals());
        check.look(CsvFile.read(file));
        return check;
    }

    private void write(ImportCheck check, String why) {
        var before = specialists.all().stream().map(Specialist::username).toList();
        check.people().values().forEach(person -> {
            specialists.put(person);
            if (!before.contains(person.username())) {
                specialists.declare(person.username(), NOTHING_DECLARED);
            }
            trail.append(AuditEvent.of(
                    TenantId.PLATFORM,
                    AuditAction.SPECIALIST_CHANGED,
                    PassportChanges.object(person.username()),
                    Map.of("to", words(person), "reason", why)));
        });
        check.changes().forEach(one -> changes.put(one.username(), one.before(), one.credential(), why));
    }

    private static Report report(ImportCheck check, boolean applied) {
        var people = check.people().values().stream()
                .map(person -> new Change(person.username(), ImportCheck.PERSON, "", words(person)));
        var invitations = check.logins().stream()
                .map(login -> new Change(
                        login.wanted().username(), "LOGIN", "", login.wanted().email()));
        var credentials = check.changes().stream()
                .map(one -> new Change(
                        one.username(),
                        one.credential().key(),
                        one.before() == null ? "" : one.before().words(),
                        one.credential().words()));
        return new Report(
                List.copyOf(check.problems()),
                check.problems().isEmpty()
                        ? Stream.of(people, invitations, credentials)
                                .flatMap(one -> one)
                                .toList()
                        : List.of(),
                check.unchanged(),
                applied,
                List.of());
    }

    private static String words(Person person) {
        return "%s, %s, holds %d".formatted(person.displayName(), person.zone(), person.capacity());
    }
}
