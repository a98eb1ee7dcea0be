package io.dayside.workforce;

import io.dayside.cases.AgeGroup;
import io.dayside.workforce.Specialist.Ages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who may read what for whom, for programs. */
@RestController
@Tag(name = "Workforce")
class CoverageApi {

    /** Two weeks. */
    private static final int MOST_HOURS = 336;

    private final Coverage coverage;
    private final HospitalReaders readers;

    CoverageApi(Coverage coverage, HospitalReaders readers) {
        this.coverage = coverage;
        this.readers = readers;
    }

    record Cell(String hospital, String facility, String modality, String bodyRegion, List<String> readers) {}

    /** @param readers by the hour from {@code from} on */
    record Ahead(
            String hospital,
            String facility,
            String jurisdiction,
            String modality,
            Instant from,
            List<Integer> readers) {}

    /** @param subspecialty that is required; empty for none */
    record Gap(
            String hospital,
            String facility,
            String modality,
            String bodyRegion,
            @Nullable AgeGroup age,
            String subspecialty,
            long sent,
            List<String> readers,
            List<Coverage.Near> nearest) {}

    @GetMapping("/api/credentials/coverage")
    @PreAuthorize("hasAnyRole('CREDENTIALING', 'MANAGER', 'OPERATOR')")
    @Operation(summary = "Who may read what for which facility by their passports; holes have no readers")
    List<Cell> coverage(@RequestParam(defaultValue = "ADULT") Ages ages) {
        return coverage.matrix(ages).stream()
                .map(cell -> new Cell(
                        cell.facility().tenant().code(),
                        cell.facility().code(),
                        cell.modality(),
                        cell.bodyRegion(),
                        cell.readers()))
                .toList();
    }

    @GetMapping("/api/credentials/gaps")
    @PreAuthorize("hasAnyRole('CREDENTIALING', 'MANAGER', 'OPERATOR')")
    @Operation(summary = "What came in 90 days and fewer may read than wanted, and who is nearest with what missing")
    List<Gap> gaps(@RequestParam(defaultValue = "2") int wanted) {
        return coverage.gaps(Math.max(1, wanted)).stream()
                .map(gap -> new Gap(
                        gap.facility().tenant().code(),
                        gap.facility().code(),
                        gap.kind().modality(),
                        gap.kind().bodyRegion(),
                        gap.kind().age(),
                        gap.kind().subspecialty().name(),
                        gap.sent(),
                        gap.readers(),
                        gap.nearest()))
                .toList();
    }

    @GetMapping("/api/credentials/ahead")
    @PreAuthorize("hasAnyRole('CREDENTIALING', 'MANAGER', 'OPERATOR')")
    @Operation(
            summary = "How many may read what for which facility in each of the hours ahead, by shifts and passports")
    List<Ahead> ahead(@RequestParam(defaultValue = "48") int hours) {
        return coverage.ahead(Math.clamp(hours, 1, MOST_HOURS)).stream()
                .map(ahead -> new Ahead(
                        ahead.facility().tenant().code(),
                        ahead.facility().code(),
                        ahead.facility().jurisdiction(),
                        ahead.modality(),
                        ahead.from(),
                        ahead.readers()))
                .toList();
    }

    @GetMapping("/api/privileges")
    @PreAuthorize("hasAnyRole('COORDINATOR', 'VIEWER')")
    @Operation(summary = "Who holds a privilege at the caller's own hospital, and nothing of what they may elsewhere")
    List<HospitalReaders.Reader> privileges() {
        return readers.ofCaller();
    }
}
