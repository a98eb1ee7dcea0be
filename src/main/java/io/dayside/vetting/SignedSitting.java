package io.dayside.vetting;

import io.dayside.reading.SignedReport;
import io.dayside.vetting.PracticalTest.TestCase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a candidate has signed: the readings that are marked, and the digest that binds the result to them. */
final class SignedSitting {

    private SignedSitting() {}

    static List<Reading> readings(PracticalTest test, List<SittingCase> cases) {
        return cases.stream()
                .filter(SittingCase::isSigned)
                .map(one -> reading(test.cases().get(one.testCase()), one))
                .toList();
    }

    private static Reading reading(TestCase shown, SittingCase read) {
        return new Reading(
                shown,
                read.answers(),
                IntStream.range(0, shown.claims().size())
                        .mapToObj(claim -> read.judgement(claim).verdict())
                        .toList(),
                Duration.between(Objects.requireNonNull(read.openedAt()), Objects.requireNonNull(read.signedAt())));
    }

    /** SHA-256, in hexadecimal. */
    static String digest(Sitting sitting, Marks marks, List<String> failures, List<SittingCase> cases) {
        var reports = cases.stream()
                .flatMap(one -> Stream.ofNullable(one.report()))
                .map(SignedReport::digest)
                .collect(Collectors.joining("\n"));
        var signed = String.join(
                "\n",
                "dayside-practical-test-1",
                sitting.id().toString(),
                sitting.version(),
                sitting.username(),
                marks.toString(),
                String.join("\u001f", failures),
                reports);
        return Sha256.of(signed);
    }

    /** Whether reports and result are what was signed, and the marks are those of the answers, verdicts and times kept. */
    static boolean isIntact(Sitting sitting, PracticalTest test, List<SittingCase> cases) {
        boolean reports =
                cases.stream().flatMap(one -> Stream.ofNullable(one.report())).allMatch(SignedReport::intact);
        var result = sitting.result();
        if (result == null) {
            return reports;
        }
        var marks = result.marks();
        return reports
                && result.digest().equals(digest(sitting, marks, result.failures(), cases))
                && marks.equals(Marking.of(test.targets(), readings(test, cases)));
    }
}
