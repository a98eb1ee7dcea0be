package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turn;
import io.dayside.routing.RuleVerdict.Rule;
import io.dayside.routing.engine.Pace;
import io.dayside.workforce.Credential.Contract;
import io.dayside.workforce.ReadingRights;
import io.dayside.workforce.ReadingRights.Kind;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Standing;
import io.dayside.workforce.Subspecialty;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may read what: one method a rule. All of them are asked always, so that a person sees every obstacle at once. */
final class EligibilityRules {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);
    /** As {@code cases} says it of a study that names none. */
    private static final String NO_BODY_PART = "UNKNOWN";

    private static final String COMPARES = "Has read this case second and compares the two readings";

    /** They hold again in an hour. */
    private static final Set<Rule> OF_THE_HOUR = EnumSet.of(Rule.ON_SHIFT, Rule.CAPACITY);

    private static final Duration ONE_DAY = Duration.ofDays(1);

    private EligibilityRules() {}

    /**
     * May this specialist read this case now?
     *
     * @param hospital what people call the case's tenant
     * @param asked of who reads it, by the hospital's rules
     * @param held every case that the specialist holds
     * @param use what counts against their contract
     * @param exemption a manager's, for this specialist and case
     * @param turn which reading of it is due
     */
    record Question(
            Case work,
            String hospital,
            Subspecialty asked,
            Specialist specialist,
            Set<CaseId> held,
            ContractUse use,
            Instant at,
            Optional<Exemption> exemption,
            Turn turn) {

        /** One that no manager interferes with and that asks for no subspecialty, of somebody who has read nothing. */
        Question(Case work, String hospital, Specialist specialist, Set<CaseId> held, Instant at) {
            this(
                    work,
                    hospital,
                    Subspecialty.NONE,
                    specialist,
                    held,
                    ContractUse.NONE,
                    at,
                    Optional.empty(),
                    Turn.ONLY);
        }

        boolean alreadyHeld() {
            return held.contains(work.id());
        }

        /** Licences and privileges change at midnight UTC. */
        LocalDate today() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }
    }

    /** Every rule's verdict, in the order of {@link Rule}. */
    static List<RuleVerdict> verdicts(Question question) {
        return Stream.of(Rule.values()).map(rule -> verdict(rule, question)).toList();
    }

    /** What bars them from such a case at any hour. */
    static List<RuleVerdict> lastingRefusals(Question question) {
        return Stream.of(Rule.values())
                .filter(rule -> !OF_THE_HOUR.contains(rule))
                .map(rule -> verdict(rule, question))
                .filter(verdict -> !verdict.allowed())
                .toList();
    }

    static boolean mayRead(Question question) {
        return Stream.of(Rule.values()).allMatch(rule -> verdict(rule, question).allowed());
    }

    static RuleVerdict verdict(Rule rule, Question question) {
        var verdict = withoutExemption(rule, question);
        return verdict.allowed() || !Exemption.PASSED_OVER.contains(rule)
                ? verdict
                : question.exemption()
                        .filter(one -> one.holdsAt(question.at()) || question.alreadyHeld())
                        .map(one -> exempted(verdict, one))
                        .orElse(verdict);
    }

    private static RuleVerdict exempted(RuleVerdict verdict, Exemption exemption) {
        return new RuleVerdict(
                verdict.rule(),
                true,
                "%s, overridden by %s: %s".formatted(verdict.reason(), exemption.grantedBy(), exemption.reason()));
    }

    private static RuleVerdict withoutExemption(Rule rule, Question question) {
        return switch (rule) {
            case LICENCE -> licence(question);
            case PRIVILEGE -> privilege(question);
            case COMPETENCY -> competency(question);
            case ON_SHIFT -> onShift(question);
            case CAPACITY -> capacity(question);
            case CONTRACT -> contract(question);
            case SECOND_READER -> secondReader(question);
            case SUPERVISOR -> supervisor(question);
            case OVER_READER -> overReader(question);
        };
    }

    /** The facility's jurisdiction must license whoever reads for it. */
    private static RuleVerdict licence(Question question) {
        var jurisdiction = question.work().jurisdiction();
        return permission(
                Rule.LICENCE,
                "licence for " + jurisdiction,
                question.specialist().licences().stream()
                        .filter(licence -> licence.jurisdiction().equals(jurisdiction))
                        .map(licence -> new Permission(
                                licence.standingOn(question.today()), licence.validFrom(), licence.validTo()))
                        .toList(),
                question.today());
    }

    /** The hospital itself must have accepted the specialist. */
    private static RuleVerdict privilege(Question question) {
        return permission(
                Rule.PRIVILEGE,
                "privilege at " + question.hospital(),
                question.specialist().privileges().stream()
                        .filter(privilege ->
                                privilege.tenant().equals(question.work().id().tenant()))
                        .map(privilege -> new Permission(
                                privilege.standingOn(question.today()), privilege.validFrom(), privilege.validTo()))
                        .toList(),
                question.today());
    }

    private record Permission(Standing standing, LocalDate validFrom, LocalDate validTo) {}

    /** One live permission is enough; where none is, the one that lasts longest says why. */
    private static RuleVerdict permission(Rule rule, String name, List<Permission> permissions, LocalDate today) {
        var best = permissions.stream()
                .max(Comparator.comparing((Permission one) -> one.standing() == Standing.ACTIVE)
                        .thenComparing(Permission::validTo));
        return best.map(one -> new RuleVerdict(
                        rule, one.standing() == Standing.ACTIVE, capitalised(name) + " " + words(one, today)))
                .orElseGet(() -> new RuleVerdict(rule, false, "No " + name));
    }

    private static String words(Permission permission, LocalDate today) {
        return switch (permission.standing()) {
            case ACTIVE -> "holds until " + permission.validTo();
            case PENDING ->
                today.isBefore(permission.validFrom()) ? "begins on " + permission.validFrom() : "is not granted yet";
            case SUSPENDED -> "is suspended";
            case EXPIRED ->
                today.isAfter(permission.validTo()) ? "expired on " + permission.validTo() : "was declared expired";
            case REVOKED -> "was revoked";
        };
    }

    private static RuleVerdict competency(Question question) {
        var work = question.work();
        var kind = new Kind(work.modality(), work.bodyPart(), work.ageGroup(), question.asked());
        boolean able = ReadingRights.isCompetent(question.specialist(), kind, question.today());
        return new RuleVerdict(
                Rule.COMPETENCY, able, (able ? "Competent in " : "Not competent in ") + study(work, question.asked()));
    }

    /** {@code CT HEAD in neuroradiology, which the hospital requires}; what is preferred is not said. */
    static String study(Case work, Subspecialty asked) {
        return asked.required()
                ? "%s in %s, which the hospital requires".formatted(study(work), asked.words())
                : study(work);
    }

    /** {@code CT HEAD of a child}; of a study that names no body part {@code NM of an unnamed body part}. */
    static String study(Case work) {
        var modality = work.modality().isBlank() ? "an unnamed modality" : work.modality();
        var read = work.bodyPart().equals(NO_BODY_PART)
                ? modality + " of an unnamed body part"
                : modality + " " + work.bodyPart();
        return switch (work.ageGroup()) {
            case NEWBORN -> read + " of a newborn";
            case CHILD -> read + " of a child";
            case ADULT -> read;
            case null -> read;
        };
    }

    /** Whoever holds a case at the end of the shift may finish it. */
    private static RuleVerdict onShift(Question question) {
        var specialist = question.specialist();
        if (specialist.onShift(question.at())) {
            return new RuleVerdict(Rule.ON_SHIFT, true, "On shift");
        }
        var off = specialist
                .nextShift(question.at())
                .map(start -> "Off shift until " + words(start, question.at()))
                .orElse("Has no shift");
        return new RuleVerdict(
                Rule.ON_SHIFT,
                question.alreadyHeld(),
                question.alreadyHeld() ? off + ", may finish what is held" : off);
    }

    /** The weekday is said only where the time of day would mislead. */
    private static String words(ZonedDateTime start, Instant at) {
        boolean soon = Duration.between(at, start.toInstant()).compareTo(ONE_DAY) < 0;
        return (soon ? CLOCK : DAY_AND_CLOCK).format(start) + " " + start.getZone();
    }

    /** A case that is already held needs no further place. */
    private static RuleVerdict capacity(Question question) {
        int held = question.held().size();
        int places = question.specialist().capacity();
        boolean room = question.alreadyHeld() || held < places;
        return new RuleVerdict(Rule.CAPACITY, room, "Holds %d of %d cases".formatted(held, places));
    }

    /** What is held already may be finished, whatever was agreed. */
    private static RuleVerdict contract(Question question) {
        var contract = question.specialist().contract();
        if (contract == null) {
            return new RuleVerdict(Rule.CONTRACT, true, "Limited by no contract");
        }
        return withoutContract(question, contract)
                .or(() -> spent(question, contract))
                .map(why -> new RuleVerdict(
                        Rule.CONTRACT,
                        question.alreadyHeld(),
                        question.alreadyHeld() ? why + ", may finish what is held" : why))
                .orElseGet(() -> new RuleVerdict(Rule.CONTRACT, true, left(question, contract)));
    }

    /** Whether a contract is for this hospital on this day, or there is none that limits; it never mends by waiting. */
    static boolean isEngaged(Question question) {
        var contract = question.specialist().contract();
        return contract == null || withoutContract(question, contract).isEmpty();
    }

    private static Optional<String> withoutContract(Question question, Contract contract) {
        var today = question.today();
        var standing = contract.standingOn(today);
        if (standing != Standing.ACTIVE) {
            var days = new Permission(standing, contract.validFrom(), contract.validTo());
            return Optional.of("Contract " + words(days, today));
        }
        return contract.isWith(question.work().id().tenant())
                ? Optional.empty()
                : Optional.of("No contract with " + question.hospital());
    }

    private static Optional<String> spent(Question question, Contract contract) {
        var use = question.use();
        if (use.worked().toHours() >= contract.hoursPerWeek()) {
            return Optional.of("%d of %1$d hours this week".formatted(contract.hoursPerWeek()));
        }
        var pace = pace(question.specialist()).orElseThrow();
        int today = pace.inTheDay(use.signed(), question.at());
        if (today + use.held() >= contract.casesPerDay()) {
            return Optional.of(read(today, contract.casesPerDay(), "today", use));
        }
        int lately = pace.inTheHour(use.signed(), question.at());
        return lately + use.held() >= contract.casesPerHour()
                ? Optional.of(read(lately, contract.casesPerHour(), "in the last hour", use))
                : Optional.empty();
    }

    private static String read(int signed, int most, String when, ContractUse use) {
        var read = "Read %d of %d cases %s".formatted(signed, most, when);
        return use.held() == 0 ? read : "%s, holds %d".formatted(read, use.held());
    }

    private static String left(Question question, Contract contract) {
        var pace = pace(question.specialist()).orElseThrow();
        return "Read %d of %d cases today, %d of %d hours this week"
                .formatted(
                        pace.inTheDay(question.use().signed(), question.at()),
                        contract.casesPerDay(),
                        question.use().worked().toHours(),
                        contract.hoursPerWeek());
    }

    /** Cases an hour and a day, as the order of reading counts them; empty for who is limited by no contract. */
    static Optional<Pace> pace(Specialist specialist) {
        return Optional.ofNullable(specialist.contract())
                .map(contract -> new Pace(contract.casesPerHour(), contract.casesPerDay(), specialist.zone()));
    }

    /** Whoever holds a case with both readings at hand may compare them, their own among them. */
    private static RuleVerdict secondReader(Question question) {
        var readBy = question.turn().readBy();
        if (!question.turn().only().isEmpty()) {
            return question.turn().role() == Role.CONSENSUS ? whoCompares(question) : oneOfTheTwo(question);
        }
        if (question.turn().again().contains(question.specialist().username())) {
            return new RuleVerdict(Rule.SECOND_READER, true, COMPARES);
        }
        if (readBy.contains(question.specialist().username())) {
            return new RuleVerdict(Rule.SECOND_READER, question.alreadyHeld(), "Has read this case");
        }
        if (question.turn().asked().contains(question.specialist().username())) {
            return new RuleVerdict(
                    Rule.SECOND_READER,
                    question.alreadyHeld(),
                    "Was asked for an opinion on this case, which is read independently");
        }
        return new RuleVerdict(
                Rule.SECOND_READER, true, readBy.isEmpty() ? "Nobody has read this case" : "Has not read this case");
    }

    /** Who read second compares the two readings before anybody decides between them. */
    private static RuleVerdict whoCompares(Question question) {
        var username = question.specialist().username();
        if (question.turn().only().contains(username)) {
            return new RuleVerdict(Rule.SECOND_READER, true, COMPARES);
        }
        return new RuleVerdict(
                Rule.SECOND_READER,
                false,
                question.turn().readBy().contains(username)
                        ? "Has read this case"
                        : "Who read it second compares the two readings first");
    }

    /** Where two differ they settle it between them, and nobody agrees with what they proposed themselves. */
    private static RuleVerdict oneOfTheTwo(Question question) {
        var username = question.specialist().username();
        if (question.turn().only().contains(username)) {
            return new RuleVerdict(Rule.SECOND_READER, true, "Is one of the two who settle it");
        }
        return new RuleVerdict(
                Rule.SECOND_READER,
                false,
                question.turn().readBy().contains(username)
                        ? "Has proposed the joint report, the other reader answers it"
                        : "The two who have read it settle it between them");
    }

    private static RuleVerdict supervisor(Question question) {
        if (!question.specialist().resident()) {
            return new RuleVerdict(Rule.SUPERVISOR, true, "Is no resident");
        }
        if (question.turn().forResidents()) {
            return new RuleVerdict(Rule.SUPERVISOR, true, "Is a resident, an attending reads after them");
        }
        return new RuleVerdict(
                Rule.SUPERVISOR,
                false,
                question.turn().role() == Role.ATTENDING
                        ? "Is a resident, an attending is asked for"
                        : "Is a resident, no attending reads after them");
    }

    /** The competency must name the subspecialty: one for any is a generalist's. */
    private static RuleVerdict overReader(Question question) {
        var subspecialty = question.turn().subspecialty();
        if (subspecialty.isEmpty()) {
            return new RuleVerdict(Rule.OVER_READER, true, "No subspecialty is asked for");
        }
        var work = question.work();
        boolean able = question.specialist().competencies().stream()
                .filter(competency -> competency.subspecialty().equals(subspecialty))
                .anyMatch(competency ->
                        competency.covers(work.modality(), work.bodyPart(), work.ageGroup(), question.today()));
        return new RuleVerdict(
                Rule.OVER_READER,
                able,
                "%s in %s for %s".formatted(able ? "Competent" : "Not competent", subspecialty, study(work)));
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
