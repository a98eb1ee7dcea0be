package io.dayside.workbench;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A question over QIDO-RS to a {@link FilledIndex} of any size, which is answered with as many matches at each size.
 *
 * @param matches that an answer has
 */
record SearchQuery(Level level, String words, int matches, BiFunction<Integer, Random, String> path) {

    /** What is listed. */
    enum Level {
        STUDY,
        SERIES,
        INSTANCE
    }

    private static final int FEW = 5;

    static final List<SearchQuery> ALL = List.of(
            new SearchQuery(
                    Level.STUDY,
                    "by Study Instance UID",
                    1,
                    (study, _) -> "/studies?StudyInstanceUID=" + FilledIndex.studyUid(study)),
            new SearchQuery(
                    Level.STUDY,
                    "by Patient ID",
                    FilledIndex.STUDIES_OF_PATIENT,
                    (study, _) -> "/studies?PatientID=P" + study / FilledIndex.STUDIES_OF_PATIENT),
            new SearchQuery(Level.STUDY, "by Accession Number", 1, (study, _) -> "/studies?AccessionNumber=A" + study),
            new SearchQuery(
                    Level.STUDY,
                    "by the beginning of a name, one match",
                    1,
                    (study, _) -> "/studies?PatientName=" + FilledIndex.familyName(study) + "*"),
            new SearchQuery(
                    Level.STUDY,
                    "by the beginning of a tenth of all names, 5 of them",
                    FEW,
                    (study, _) ->
                            "/studies?limit=5&PatientName=Bench" + (char) ('A' + study % FilledIndex.LETTERS) + "*"),
            new SearchQuery(Level.STUDY, "by a year of study dates, 5 of it", FEW, (_, random) -> {
                int year = FilledIndex.FIRST_YEAR + random.nextInt(FilledIndex.YEARS - 1);
                return "/studies?limit=5&StudyDate=%d0101-%d1231".formatted(year, year);
            }),
            new SearchQuery(Level.STUDY, "the newest 5", FEW, (_, _) -> "/studies?limit=5"),
            new SearchQuery(
                    Level.SERIES,
                    "of a study",
                    FilledIndex.SERIES,
                    (study, _) -> "/studies/" + FilledIndex.studyUid(study) + "/series"),
            new SearchQuery(
                    Level.SERIES,
                    "by Series Instance UID",
                    1,
                    (study, _) -> "/series?SeriesInstanceUID=" + FilledIndex.seriesUid(study, 1)),
            new SearchQuery(
                    Level.SERIES,
                    "by Patient ID and Modality",
                    FilledIndex.STUDIES_OF_PATIENT * FilledIndex.SERIES,
                    (study, _) -> "/series?Modality=CT&PatientID=P" + study / FilledIndex.STUDIES_OF_PATIENT),
            new SearchQuery(
                    Level.INSTANCE,
                    "of a series",
                    FilledIndex.INSTANCES_OF_SERIES,
                    (study, _) -> "/studies/%s/series/%s/instances"
                            .formatted(FilledIndex.studyUid(study), FilledIndex.seriesUid(study, 1))),
            new SearchQuery(
                    Level.INSTANCE,
                    "by SOP Instance UID",
                    1,
                    (study, random) -> "/instances?SOPInstanceUID=%s.%d"
                            .formatted(
                                    FilledIndex.seriesUid(study, 2),
                                    1 + random.nextInt(FilledIndex.INSTANCES_OF_SERIES))),
            new SearchQuery(
                    Level.INSTANCE,
                    "of a study, 20 of them",
                    20,
                    (study, _) -> "/studies/" + FilledIndex.studyUid(study) + "/instances?limit=20"));

    /** @param study the number of any */
    String path(int study, Random random) {
        return path.apply(study, random);
    }
}
