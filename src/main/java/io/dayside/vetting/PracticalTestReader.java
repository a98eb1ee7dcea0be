package io.dayside.vetting;

import io.dayside.tenancy.Fields;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.ModelFinding;
import io.dayside.triage.Severity;
import io.dayside.vetting.PracticalTest.Earned;
import io.dayside.vetting.PracticalTest.ShownClaim;
import io.dayside.vetting.PracticalTest.Slices;
import io.dayside.vetting.PracticalTest.TestCase;
import io.dayside.vetting.PracticalTest.Truth;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Competency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one document of kind {@code PracticalTest} and notes what cannot be so. */
final class PracticalTestReader {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,40}");
    private static final Pattern MODEL = Pattern.compile("[a-z][a-z0-9-]{1,60}");
    /** PS3.5 9.1. */
    private static final Pattern UID = Pattern.compile("(?=.{1,64}$)(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))+");
    /** PS3.5 6.2, value representation CS, without spaces. */
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,16}");

    private static final int MOST_CASES = 200;
    private static final int MOST_SLICES = 5000;
    private static final int MOST_PIXELS = 20_000;
    private static final int MOST_MINUTES = 240;
    private static final int MOST_MONTHS = 60;
    private static final int PERCENT = 100;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST_OPEN = Duration.ofDays(90);
    private static final Duration LONGEST_AGAIN = Duration.ofDays(730);

    private PracticalTestReader() {}

    /** @param libraries hospitals that keep one */
    static PracticalTest read(Fields fields, Set<String> libraries) {
        var library = fields.text("library");
        if (!library.isEmpty() && !libraries.contains(library)) {
            fields.problem("library", "must be the id of a hospital with 'teaching: true' that these files declare");
        }
        var targets = targets(fields);
        var cases = fields.objects("cases", one -> testCase(one, targets));
        checkCases(fields, cases);
        var pass = fields.requiredObject("pass", PracticalTestReader::pass).orElse(Map.of());
        checkThatLimitsCanBeBroken(fields, targets, cases, pass);
        var test = new PracticalTest(
                fields.text("id", ID, "2 to 41 of a-z, 0-9 and '-', starting with a letter"),
                fields.text("title"),
                TenantId.isCode(library) ? new TenantId(library) : TenantId.PLATFORM,
                fields.text("model", MODEL, "a model's name such as head-ct-haemorrhage"),
                fields.textOr("modelVersion", "1"),
                targets,
                cases,
                pass,
                fields.requiredObject("earned", PracticalTestReader::earned)
                        .orElse(new Earned("", "", Ages.ANY, Competency.ANY, 1, false)),
                fields.durationOr("open", Duration.ofDays(14), DAY, LONGEST_OPEN),
                fields.durationOr("again", Duration.ofDays(30), Duration.ZERO, LONGEST_AGAIN));
        fields.noOthers();
        return test;
    }

    private static List<String> targets(Fields fields) {
        var targets = fields.texts("targets");
        if (targets.isEmpty() || targets.size() > 10) {
            fields.problem("targets", "must name 1 to 10 findings that each case is asked about");
        }
        return targets;
    }

    private static TestCase testCase(Fields fields, List<String> targets) {
        var truth = fields.objects("truth", one -> truth(one, targets));
        refuseTwice(fields, "truth", truth.stream().map(Truth::target).toList());
        return new TestCase(
                fields.text("study", UID, "a Study Instance UID"),
                fields.textOr("history", ""),
                truth,
                fields.objects("claims", one -> claim(one, targets)));
    }

    private static Truth truth(Fields fields, List<String> targets) {
        var target = target(fields, targets);
        return new Truth(
                target, fields.object("slices", PracticalTestReader::slices).orElse(null));
    }

    private static Slices slices(Fields fields) {
        var slices = new Slices(fields.integer("from", 1, MOST_SLICES), fields.integer("to", 1, MOST_SLICES));
        if (slices.from() > slices.to()) {
            fields.problem("to", "must not be before 'from'");
        }
        return slices;
    }

    private static ShownClaim claim(Fields fields, List<String> targets) {
        return new ShownClaim(
                target(fields, targets),
                fields.integer("percent", 1, PERCENT),
                fields.has("slice") ? fields.integer("slice", 1, MOST_SLICES) : 1,
                fields.object("region", PracticalTestReader::region).orElse(null),
                fields.oneOf("severity", Severity.class));
    }

    private static ModelFinding.Region region(Fields fields) {
        return new ModelFinding.Region(
                fields.integer("x", 0, MOST_PIXELS),
                fields.integer("y", 0, MOST_PIXELS),
                fields.integer("width", 1, MOST_PIXELS),
                fields.integer("height", 1, MOST_PIXELS));
    }

    private static String target(Fields fields, List<String> targets) {
        var target = fields.text("target");
        if (!target.isEmpty() && !targets.contains(target)) {
            fields.problem("target", "must be one of the test's targets");
        }
        return target;
    }

    private static Map<Criterion, Integer> pass(Fields fields) {
        var limits = new EnumMap<Criterion, Integer>(Criterion.class);
        for (var criterion : Criterion.values()) {
            if (fields.has(criterion.field())) {
                int most = criterion == Criterion.MEDIAN_MINUTES ? MOST_MINUTES : PERCENT - 1;
                limits.put(criterion, fields.integer(criterion.field(), 0, most));
            }
        }
        if (limits.isEmpty()) {
            fields.problem("missed", "is missing: a test that nobody can fail says nothing");
        }
        return limits;
    }

    private static Earned earned(Fields fields) {
        return new Earned(
                fields.text("modality", CODE, "a modality such as CT"),
                fields.text("bodyRegion", CODE, "a region such as HEAD"),
                fields.has("ageGroup") ? fields.oneOf("ageGroup", Ages.class) : Ages.ANY,
                fields.textOr("subspecialty", Competency.ANY),
                fields.integer("months", 1, MOST_MONTHS),
                fields.flag("closesOnFailure"));
    }

    private static void checkCases(Fields fields, List<TestCase> cases) {
        if (cases.size() < 2 || cases.size() > MOST_CASES) {
            fields.problem("cases", "must be 2 to %d".formatted(MOST_CASES));
        }
        refuseTwice(fields, "cases", cases.stream().map(TestCase::study).toList());
    }

    private static void refuseTwice(Fields fields, String name, Collection<String> values) {
        if (new HashSet<>(values).size() < values.size()) {
            fields.problem(name, "names the same twice");
        }
    }

    /** A limit on what no case could show would be kept by everybody. */
    private static void checkThatLimitsCanBeBroken(
            Fields fields, List<String> targets, List<TestCase> cases, Map<Criterion, Integer> pass) {
        long positives = cases.stream().mapToLong(one -> one.truth().size()).sum();
        boolean hasRightClaims =
                cases.stream().anyMatch(one -> one.claims().stream().anyMatch(one::isRight));
        Map<Criterion, Boolean> possible = Map.of(
                Criterion.MISSED,
                positives > 0,
                Criterion.FALSE_ALARMS,
                positives < (long) targets.size() * cases.size(),
                Criterion.OVER_TRUST,
                cases.stream().anyMatch(TestCase::hasPlantedError),
                Criterion.UNDER_TRUST,
                hasRightClaims);
        var missing = new ArrayList<String>();
        possible.forEach((criterion, isPossible) -> {
            if (pass.containsKey(criterion) && !isPossible) {
                missing.add(criterion.field());
            }
        });
        missing.stream()
                .sorted()
                .forEach(name -> fields.problem("pass." + name, "limits what none of the cases could show"));
    }
}
