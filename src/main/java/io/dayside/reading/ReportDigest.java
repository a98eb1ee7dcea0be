package io.dayside.reading;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest that binds a signature to what was signed; 21 CFR 11.70.
 *
 * <p>Canonical form: the name of this form, then every component of {@link SignedReport} but the digest in the order of
 * declaration, each as four bytes of length, big-endian, and its text in UTF-8; a list as its size and its elements.
 */
final class ReportDigest {

    private static final String FORM = "dayside-report-1";

    private final ByteArrayOutputStream canonical = new ByteArrayOutputStream();

    private ReportDigest() {}

    /** SHA-256 in lower-case hexadecimal. */
    static String of(SignedReport report) {
        return sha256(canonical(report));
    }

    static byte[] canonical(SignedReport report) {
        var form = new ReportDigest()
                .add(FORM)
                .add(report.id())
                .add(report.caseId())
                .add(report.version())
                .add(report.status())
                .add(report.studyInstanceUid())
                .add(report.findings())
                .add(report.impression())
                .add(report.verdicts().size());
        report.verdicts().forEach(form::add);
        form.add(report.readElsewhere().size());
        report.readElsewhere().forEach(form::add);
        return form.add(report.signerSubject())
                .add(report.signerUsername())
                .add(report.signerName())
                .add(report.meaning())
                .add(report.signedAt())
                .canonical
                .toByteArray();
    }

    private void add(SignedReport.JudgedFinding judged) {
        add(judged.finding())
                .add(judged.label())
                .add(judged.probability())
                .add(judged.model())
                .add(judged.modelVersion())
                .add(judged.verdict())
                .add(judged.reason());
    }

    private ReportDigest add(Object value) {
        byte[] utf8 = value.toString().getBytes(StandardCharsets.UTF_8);
        canonical.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        canonical.writeBytes(utf8);
        return this;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
