package io.dayside.vetting;

import io.dayside.reading.SignedReport;
import io.dayside.vetting.PracticalTest.TestCase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
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
        return sha256(signed);
    }

    /** Whether result and reports are what was signed; true of what has no result yet and reports that are. */
    static boolean isIntact(Sitting sitting, List<SittingCase> cases) {
        boolean reports =
                cases.stream().flatMap(one -> Stream.ofNullable(one.report())).allMatch(SignedReport::intact);
        var result = sitting.result();
        return reports
                && (result == null
                        || result.digest().equals(digest(sitting, result.marks(), result.failures(), cases)));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
