package io.dayside.priors;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.StudyRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was found, as far as the archive bears it out: a PACS says whose a study is, the archive knows. */
@Service
@Transactional(readOnly = true)
class KnownPriors implements Priors {

    private final PriorsRows rows;
    private final Archive archive;

    KnownPriors(PriorsRows rows, Archive archive) {
        this.rows = rows;
        this.archive = archive;
    }

    @Override
    public List<Prior> of(StudyRef study) {
        return rows.of(study);
    }

    @Override
    public PriorsOverview overview(StudyRef study) {
        var search = rows.search(study);
        var held = archive.study(study);
        return new PriorsOverview(
                search.map(begun -> progress(begun.state())).orElse(PriorsOverview.Progress.NOT_ASKED),
                search.flatMap(PriorsRows.Search::obstacle),
                rows.of(study).stream()
                        .map(prior -> new PriorsOverview.Entry(prior, isHeld(prior, held)))
                        .toList());
    }

    private boolean isHeld(Prior prior, Optional<ArchivedStudy> study) {
        return study.flatMap(one -> archive.study(prior.ref()).filter(held -> areOfSamePatient(one, held)))
                .isPresent();
    }

    /** Two issuers may have given the same number to two patients. */
    private static boolean areOfSamePatient(ArchivedStudy one, ArchivedStudy other) {
        return one.patientId().equals(other.patientId())
                && (one.issuerOfPatientId().isEmpty()
                        || other.issuerOfPatientId().isEmpty()
                        || one.issuerOfPatientId().equals(other.issuerOfPatientId()));
    }

    private static PriorsOverview.Progress progress(PriorsRows.SearchState state) {
        return switch (state) {
            case SEARCHING, FETCHING -> PriorsOverview.Progress.UNDER_WAY;
            case DONE -> PriorsOverview.Progress.DONE;
            case GIVEN_UP -> PriorsOverview.Progress.GIVEN_UP;
        };
    }

    @Override
    public Set<StudyRef> studiesWith(StudyRef prior) {
        var held = archive.study(prior).orElse(null);
        if (held == null) {
            return Set.of();
        }
        return rows.studiesWith(prior).stream()
                .filter(study -> archive.study(study)
                        .filter(one -> areOfSamePatient(one, held))
                        .isPresent())
                .collect(Collectors.toSet());
    }
}
