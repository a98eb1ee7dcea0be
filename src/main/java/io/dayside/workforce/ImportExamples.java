package io.dayside.workforce;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One line of each kind. The username is none, so that an example left in a file is found. */
final class ImportExamples {

    private static final String NOBODY = "EXAMPLE: remove this line";

    static final List<Map<String, String>> LINES = List.of(
            line(
                    ImportCheck.PERSON,
                    CsvFile.DISPLAY_NAME,
                    "Dr Ngozi Okafor",
                    CsvFile.ZONE,
                    "Europe/Zurich",
                    CsvFile.CAPACITY,
                    "3",
                    CsvFile.EMAIL,
                    "n.okafor@example.org"),
            line(
                    "LICENCE",
                    "jurisdiction",
                    "GB",
                    "number",
                    "7413025",
                    "standing",
                    "ACTIVE",
                    "valid_from",
                    "2024-01-01",
                    "valid_to",
                    "2026-12-31"),
            line("PRIVILEGE", "hospital", "harbour", "valid_from", "2024-01-01", "valid_to", "2026-12-31"),
            line(
                    "COMPETENCY",
                    "modality",
                    "CT",
                    "body_region",
                    "HEAD",
                    "age_group",
                    "ADULT",
                    "subspecialty",
                    "NEURORADIOLOGY",
                    "evidence",
                    "ABR-1;NEURO-2018"),
            line(
                    "EVIDENCE",
                    "evidence_type",
                    "BOARD_CERTIFICATE",
                    "issuer",
                    "ABR",
                    "number",
                    "ABR-1",
                    "valid_from",
                    "2020-06-01",
                    "valid_to",
                    "2030-05-31"),
            line("AI_PROFICIENCY", "model", "head-ct-haemorrhage", "score", "93", "valid_from", "2026-03-01"),
            line("LANGUAGE", "language", "de", "level", "C1"),
            line(
                    "CONTRACT",
                    "hours_per_week",
                    "40",
                    "cases_per_hour",
                    "8",
                    "cases_per_day",
                    "60",
                    "hospitals",
                    "harbour;northgate",
                    "valid_from",
                    "2024-01-01"));

    private ImportExamples() {}

    private static Map<String, String> line(String kind, String... fields) {
        var line = new TreeMap<String, String>();
        line.put(CsvFile.USERNAME, NOBODY);
        line.put(CsvFile.KIND, kind);
        for (int i = 0; i < fields.length; i += 2) {
            line.put(fields[i], fields[i + 1]);
        }
        return line;
    }
}
