package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.archive.UnusableQuery.Problem;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.ElementDictionary;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Attribute matching of PS3.4 C.2.2.2 on the index, on a real PostgreSQL. Each test searches among its own studies. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@Import(ArchiveSearchTests.Parts.class)
class ArchiveSearchTests {

    private static final AtomicInteger TESTS = new AtomicInteger();

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        @Primary
        Tenants fixedTenants() {
            return new FixedHospitals(Duration.ofSeconds(5));
        }
    }

    @Autowired
    private Archive archive;

    @Autowired
    private ArchiveSearch search;

    @Autowired
    private JdbcClient jdbc;

    /** Patient of this test, by which its studies are told from those of others. */
    private String patient = "";

    @BeforeEach
    void choosePatient() {
        patient = "SEARCHED-" + TESTS.incrementAndGet();
    }

    @Test
    void answersAStudyFromTheIndexAlone() throws Exception {
        var slice = store(data -> data.setString(Tag.StudyID, VR.SH, "S-7")
                .setString(Tag.ReferringPhysicianName, VR.PN, "Okoro^Ada")
                .setString(Tag.AdmittingDiagnosesDescription, VR.LO, "fall"));
        store(
                slice,
                data -> data.setString(Tag.Modality, VR.CS, "SR")
                        .setString(Tag.SeriesInstanceUID, VR.UI, UIDs.random()));

        var match = only(search(SearchLevel.STUDY, new Attributes()));
        assertThat(match.getString(Tag.StudyInstanceUID)).isEqualTo(slice.studyUid());
        assertThat(match.getString(Tag.PatientName)).isEqualTo("Phantom^Test");
        assertThat(match.getString(Tag.PatientBirthDate)).isEqualTo("19700131");
        assertThat(match.getString(Tag.StudyID)).isEqualTo("S-7");
        assertThat(match.getString(Tag.StudyTime)).isEqualTo("081500");
        assertThat(match.getString(Tag.AccessionNumber)).isEqualTo(slice.accession());
        assertThat(match.getString(Tag.ReferringPhysicianName)).isEqualTo("Okoro^Ada");
        assertThat(match.getString(Tag.AdmittingDiagnosesDescription)).isEqualTo("fall");
        assertThat(match.getStrings(Tag.ModalitiesInStudy)).containsExactly("CT", "SR");
        assertThat(match.getInt(Tag.NumberOfStudyRelatedSeries, 0)).isEqualTo(2);
        assertThat(match.getInt(Tag.NumberOfStudyRelatedInstances, 0)).isEqualTo(2);
        assertThat(match.getString(Tag.InstanceAvailability)).isEqualTo("ONLINE");
        assertThat(match.contains(Tag.SOPClassesInStudy))
                .as("only where asked for")
                .isFalse();
        assertThat(only(search(SearchLevel.STUDY, new Attributes().setNull(Tag.SOPClassesInStudy, VR.UI)))
                        .getStrings(Tag.SOPClassesInStudy))
                .containsExactly("1.2.840.10008.5.1.4.1.1.2");
    }

    @Test
    void answersSeriesAndInstancesWithTheLevelsAbove() throws Exception {
        var first = store(data -> {
            var request = data.newSequence(Tag.RequestAttributesSequence).addItem();
            request.setString(Tag.RequestedProcedureID, VR.SH, "RP-1");
            request.setString(Tag.ScheduledProcedureStepID, VR.SH, "SPS-1");
        });
        store(first.sibling(2), _ -> {});

        var series = only(search(SearchLevel.SERIES, new Attributes()));
        assertThat(series.getString(Tag.SeriesInstanceUID)).isEqualTo(first.seriesUid());
        assertThat(series.getString(Tag.PatientID)).isEqualTo(patient);
        assertThat(series.getInt(Tag.NumberOfSeriesRelatedInstances, 0)).isEqualTo(2);
        assertThat(series.getSequence(Tag.RequestAttributesSequence).getFirst().getString(Tag.RequestedProcedureID))
                .isEqualTo("RP-1");

        var instances = search(SearchLevel.INSTANCE, new Attributes()).matches();
        assertThat(instances.stream().map(match -> match.getInt(Tag.InstanceNumber, 0)))
                .containsExactly(1, 2);
        assertThat(instances.getFirst().getString(Tag.SOPInstanceUID)).isEqualTo(first.sopUid());
        assertThat(instances.getFirst().getInt(Tag.Rows, 0)).isEqualTo(CtSlice.ROWS);
        assertThat(instances.getFirst().getString(Tag.Modality)).isEqualTo("CT");
        assertThat(instances.getFirst().getString(Tag.StudyDate)).isEqualTo("20261124");
    }

    @Test
    void answersPatientsOnceWithTheirCounts() throws Exception {
        store(_ -> {});
        store(_ -> {});
        var match = only(search(SearchLevel.PATIENT, new Attributes()));
        assertThat(match.getInt(Tag.NumberOfPatientRelatedStudies, 0)).isEqualTo(2);
        assertThat(match.getInt(Tag.NumberOfPatientRelatedInstances, 0)).isEqualTo(2);
        assertThat(match.contains(Tag.StudyInstanceUID))
                .as("of the level below")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "StudyDescription, CT head, true",
        "StudyDescription, CT*, true",
        "StudyDescription, *head, true",
        "StudyDescription, CT?head, true",
        "StudyDescription, ct head, false",
        "StudyDescription, CT%, false",
        "StudyDescription, CT_head, false",
        "StudyDescription, *, true",
        "StudyID, S-*, true",
        "StudyID, S-1\\T-1, true",
        "StudyID, X-*\\S-?, true",
        "StudyID, ?????, false",
        "StudyID, ' S-1 ', true",
        "StudyDate, 20261124, true",
        "StudyDate, 20261123, false",
        "StudyDate, 20261101-20261130, true",
        "StudyDate, -20261123, false",
        "StudyDate, 20261124-, true",
        "StudyTime, 0815, true",
        "StudyTime, 0800-0814, false",
        "StudyTime, 0800-0815, true",
        "PatientBirthDate, 1970-, false",
        "PatientBirthDate, 19700131, true",
        "PatientSex, O, true",
        "ModalitiesInStudy, CT, true",
        "ModalitiesInStudy, MR, false",
        "ModalitiesInStudy, MR\\CT, true",
        "ModalitiesInStudy, C?, true",
        "SOPClassesInStudy, 1.2.840.10008.5.1.4.1.1.2, true",
        "SOPClassesInStudy, 1.2.840.10008.5.1.4.1.1.4, false",
        "PatientName, müller^jörg, true",
        "PatientName, MULLER^JORG, true",
        "PatientName, Müll*, true",
        "PatientName, *JÖRG, true",
        "PatientName, Müller, false",
        "PatientName, Müller^J*^^, true",
        "PatientName, 山田^太郎, true",
        "PatientName, 山田*, true",
        "ReferringPhysicianName, okoro^*, true",
        "ReferringPhysicianName, okor, false",
        "NameOfPhysiciansReadingStudy, lee^*, true",
        "NameOfPhysiciansReadingStudy, li^*, false",
        "PatientSize, 1.75, true",
        "PatientSize, 1.7500, true",
        "PatientSize, 2, false",
    })
    void matchesAtTheStudy(String keyword, String value, boolean matches) throws Exception {
        store(data -> data.setString(Tag.PatientName, VR.PN, "Müller^Jörg=山田^太郎=やまだ^たろう")
                .setString(Tag.StudyID, VR.SH, "S-1")
                .setString(Tag.PatientSize, VR.DS, "1.75")
                .setString(Tag.NameOfPhysiciansReadingStudy, VR.PN, "Kim^A", "Lee^B")
                .setString(Tag.ReferringPhysicianName, VR.PN, "Okoro^Ada"));
        if (keyword.equals("PatientBirthDate") && value.equals("1970-")) {
            assertThatThrownBy(() -> search(SearchLevel.STUDY, keys(keyword, value)))
                    .isInstanceOf(UnusableQuery.class);
            return;
        }
        var found = search(SearchLevel.STUDY, keys(keyword, value));
        assertThat(found.matches()).hasSize(matches ? 1 : 0);
        assertThat(found.ignoredKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SeriesNumber, 2, true",
        "SeriesNumber, 02, true",
        "SeriesNumber, 3, false",
        "Modality, CT, true",
        "Modality, MR, false",
        "BodyPartExamined, HE*, true",
        "SeriesDescription, axial, true",
        "SeriesDate, 20261124-20261125, true",
        "SeriesDate, -20261123, false",
        "SeriesTime, 0816, true",
        "SeriesTime, 081630-, true",
        "SeriesTime, -0815, false",
        "PatientName, phantom*, true",
        "StudyDate, 20261124, true",
    })
    void matchesAtTheSeries(String keyword, String value, boolean matches) throws Exception {
        store(data -> data.setString(Tag.SeriesDate, VR.DA, "20261124").setString(Tag.SeriesTime, VR.TM, "081630.5"));
        assertThat(search(SearchLevel.SERIES, keys(keyword, value)).matches()).hasSize(matches ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"SPS-2, true", "SPS-*, true", "SPS-9, false"})
    void matchesItemsOfASequence(String value, boolean matches) throws Exception {
        store(data -> {
            var requests = data.newSequence(Tag.RequestAttributesSequence);
            requests.addItem().setString(Tag.ScheduledProcedureStepID, VR.SH, "SPS-1");
            requests.addItem().setString(Tag.ScheduledProcedureStepID, VR.SH, "SPS-2");
        });
        var keys = new Attributes();
        keys.newSequence(Tag.RequestAttributesSequence)
                .addItem()
                .setString(Tag.ScheduledProcedureStepID, VR.SH, value)
                .setNull(Tag.RequestedProcedureID, VR.SH);
        assertThat(search(SearchLevel.SERIES, keys).matches()).hasSize(matches ? 1 : 0);
    }

    @Test
    void matchesAListOfUids() throws Exception {
        var one = store(_ -> {});
        var two = store(_ -> {});
        store(_ -> {});
        var keys =
                new Attributes().setString(Tag.StudyInstanceUID, VR.UI, one.studyUid(), two.studyUid(), UIDs.random());
        assertThat(search(SearchLevel.STUDY, keys).matches().stream()
                        .map(match -> match.getString(Tag.StudyInstanceUID)))
                .containsExactlyInAnyOrder(one.studyUid(), two.studyUid());
        assertThat(search(SearchLevel.INSTANCE, new Attributes().setString(Tag.SOPInstanceUID, VR.UI, one.sopUid()))
                        .matches())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "20261123-20261124, 2200-0900, true",
        "20261123-20261124, 2200-0800, false",
        "20261124-20261125, 0900-0600, false",
        "20261124, 0800-0900, true",
        "20261120-, 2300-, true",
        "*, 0800-0900, true",
    })
    void studyDateAndTimeAreOneRangeWhereAskedFor(String date, String time, boolean matches) throws Exception {
        store(_ -> {});
        var keys = mine().setString(Tag.StudyDate, VR.DA, date).setString(Tag.StudyTime, VR.TM, time);
        var query = new ArchiveQuery(NORTHGATE, SearchLevel.STUDY, keys, false, true, 0, 10);
        assertThat(within(NORTHGATE, query).matches()).hasSize(matches ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "Mueller, true",
        "Muller, true",
        "Miller, true",
        "Jorg Muller, true",
        "Müller^Georg, false",
        "Jork, true",
        "Mül, true",
        "Schmidt, false",
    })
    void namesMatchBySoundOnlyWhereAskedFor(String name, boolean matches) throws Exception {
        store(data -> data.setString(Tag.PatientName, VR.PN, "Müller^Jörg"));
        var keys = mine().setString(Tag.PatientName, VR.PN, name);
        var literal = new ArchiveQuery(NORTHGATE, SearchLevel.STUDY, keys, false, false, 0, 10);
        var fuzzy = new ArchiveQuery(NORTHGATE, SearchLevel.STUDY, keys, true, false, 0, 10);
        assertThat(within(NORTHGATE, literal).matches()).isEmpty();
        assertThat(within(NORTHGATE, fuzzy).matches()).hasSize(matches ? 1 : 0);
    }

    @Test
    void pagesFollowEachOtherNewestStudyFirst() throws Exception {
        for (int day = 1; day <= 5; day++) {
            var date = "2026110" + day;
            store(data -> data.setString(Tag.StudyDate, VR.DA, date));
        }
        store(data -> data.remove(Tag.StudyDate));
        var days = Stream.of(0, 2, 4).map(offset -> page(offset, 2)).toList();
        assertThat(days.stream().map(SearchResult::more)).containsExactly(true, true, false);
        assertThat(days.stream()
                        .flatMap(page -> page.matches().stream())
                        .map(match -> match.getString(Tag.StudyDate, "none")))
                .containsExactly("20261105", "20261104", "20261103", "20261102", "20261101", "none");
    }

    private SearchResult page(int offset, int limit) {
        try {
            return within(
                    NORTHGATE, new ArchiveQuery(NORTHGATE, SearchLevel.STUDY, mine(), false, false, offset, limit));
        } catch (UnusableQuery e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noSearchCrossesTheBorder() throws Exception {
        var slice = store(_ -> {});
        for (var level : SearchLevel.values()) {
            var ofOther = new ArchiveQuery(HARBOUR, level, mine(), false, false, 0, 10);
            var ofThis = new ArchiveQuery(NORTHGATE, level, mine(), false, false, 0, 10);
            assertThat(within(NORTHGATE, ofThis).matches()).as("%s", level).hasSize(1);
            assertThat(within(HARBOUR, ofOther).matches()).as("%s", level).isEmpty();
            assertThat(within(HARBOUR, ofThis).matches())
                    .as("%s, where only the rows know better", level)
                    .isEmpty();
        }
        var name = new Attributes().setString(Tag.PatientName, VR.PN, "Phantom*");
        assertThat(within(HARBOUR, new ArchiveQuery(HARBOUR, SearchLevel.STUDY, name, false, false, 0, 1000))
                        .matches())
                .noneMatch(match -> slice.studyUid().equals(match.getString(Tag.StudyInstanceUID)));
    }

    @Test
    void keysThatTheIndexDoesNotHaveMatchEverythingAndAreNamed() throws Exception {
        store(_ -> {});
        var keys = new Attributes()
                .setString(Tag.SeriesDescription, VR.LO, "of the level below")
                .setString(Tag.WindowCenter, VR.DS, "9")
                .setNull(Tag.WindowWidth, VR.DS);
        var found = search(SearchLevel.STUDY, keys);
        assertThat(found.matches()).hasSize(1);
        assertThat(found.ignoredKeys()).containsExactly(Tag.SeriesDescription, Tag.WindowCenter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; drop table study; --", "' or '1'='1", "\\' or 1=1", ":tenant", "$1", "%s", "{}", "?"})
    void sqlInAKeyIsText(String value) throws Exception {
        store(_ -> {});
        for (var keyword : List.of("PatientID", "PatientName", "StudyDescription", "AccessionNumber", "PatientSex")) {
            var keys =
                    new Attributes().setString(ElementDictionary.tagOf(keyword).orElseThrow(), VR.LO, value);
            var query = new ArchiveQuery(NORTHGATE, SearchLevel.STUDY, keys, true, false, 0, 10);
            assertThat(within(NORTHGATE, query).matches())
                    .as(keyword)
                    .noneMatch(match -> !value.equals("?") && patient.equals(match.getString(Tag.PatientID)));
        }
        assertThat(search(SearchLevel.STUDY, new Attributes()).matches()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "**********", "*?*?*?*?*?*?*", "????????????????????", "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"})
    void wildcardsAloneEndInABoundedAnswer(String value) throws Exception {
        store(data -> data.setString(Tag.StudyDescription, VR.LO, "a".repeat(64)));
        for (var keyword : List.of("PatientName", "StudyDescription", "AccessionNumber")) {
            for (boolean fuzzy : new boolean[] {false, true}) {
                var query =
                        new ArchiveQuery(NORTHGATE, SearchLevel.INSTANCE, keys(keyword, value), fuzzy, false, 0, 10);
                assertThat(within(NORTHGATE, query).matches()).hasSizeLessThanOrEqualTo(10);
            }
        }
    }

    @Test
    void whatCannotBeMatchedIsRefusedWithoutItsValue() {
        refused(Problem.TOO_LONG, new Attributes().setString(Tag.PatientID, VR.LO, "x".repeat(100_000)));
        refused(Problem.TOO_LONG, new Attributes().setString(Tag.PatientName, VR.PN, "*".repeat(100_000)));
        refused(
                Problem.TOO_MANY_VALUES,
                new Attributes()
                        .setString(
                                Tag.StudyInstanceUID,
                                VR.UI,
                                IntStream.range(0, 10_000)
                                        .mapToObj(i -> "1.2.3." + i)
                                        .toArray(String[]::new)));
        refused(Problem.NOT_A_UID, new Attributes().setString(Tag.StudyInstanceUID, VR.UI, "1.2.x"));
        refused(Problem.NOT_A_DATE, new Attributes().setString(Tag.StudyDate, VR.DA, "yesterday"));
        refused(Problem.NOT_A_TIME, new Attributes().setString(Tag.StudyTime, VR.TM, "noon"));
        refused(Problem.NOT_A_NUMBER, new Attributes().setString(Tag.PatientSize, VR.DS, "tall"));
        refused(Problem.NOT_A_NUMBER, new Attributes().setString(Tag.PatientSize, VR.DS, "1E999999999"));
        refused(Problem.NOT_A_NUMBER, new Attributes().setString(Tag.PatientSize, VR.DS, "1E-999999999"));
        refused(Problem.NOT_TEXT, new Attributes().setString(Tag.PatientID, VR.LO, "a\0b"));
        refused(Problem.NOT_TEXT, new Attributes().setString(Tag.PatientID, VR.LO, "a\ud800b"));
    }

    /** Otherwise a key that nobody can read would match all that the hospital has. */
    @Test
    void DCM15_aKeyInARepresentationWithoutTextIsRefused() {
        for (int tag : new int[] {
            Tag.PatientID, Tag.PatientName, Tag.StudyInstanceUID, Tag.StudyDate, Tag.StudyTime, Tag.PatientSize
        }) {
            for (var vr : List.of(VR.OB, VR.OW, VR.OD)) {
                refused(
                        Problem.NOT_TEXT,
                        new Attributes().setBytes(tag, vr, "1.2.3456".getBytes(StandardCharsets.US_ASCII)));
            }
            var items = new Attributes();
            items.newSequence(tag).addItem().setString(Tag.PatientID, VR.LO, "P-1");
            refused(Problem.NOT_TEXT, items);
        }
        var inItem = new Attributes();
        inItem.newSequence(Tag.RequestAttributesSequence)
                .addItem()
                .setBytes(Tag.ScheduledProcedureStepID, VR.OB, new byte[] {'1', '2'});
        assertThatThrownBy(() -> search(SearchLevel.SERIES, inItem)).isInstanceOf(UnusableQuery.class);
    }

    @Test
    void DCM15_anUnknownKeyWithoutTextIsPassedOver() throws Exception {
        store(_ -> {});
        var keys = mine().setBytes(0x00091010, VR.UN, new byte[] {1, 2}).setBytes(Tag.PixelData, VR.OW, new byte[2]);

        assertThat(search(SearchLevel.STUDY, keys).matches()).hasSize(1);
    }

    private void refused(Problem problem, Attributes keys) {
        assertThatThrownBy(() ->
                        within(NORTHGATE, new ArchiveQuery(NORTHGATE, SearchLevel.STUDY, keys, false, false, 0, 10)))
                .isInstanceOfSatisfying(
                        UnusableQuery.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageNotContainingAny("xxx", "1.2.", "yesterday", "noon", "tall");
    }

    @Test
    void valuesThatNoListShowsDoNotKeepAnObjectOut() throws Exception {
        store(data -> {
            data.setString(Tag.AdditionalPatientHistory, VR.LT, "x".repeat(10_000));
            data.setString(Tag.StudyDescription, VR.LO, "with\0nul and \"quotes\" \\u0000");
            data.setString(Tag.PatientComments, VR.LT, "\\u0000");
            data.setString(Tag.PatientName, VR.PN, "^".repeat(600) + "=" + "Ä".repeat(2000));
            data.setString(Tag.PatientSize, VR.DS, "tall");
            var codes = data.newSequence(Tag.ProcedureCodeSequence);
            for (int i = 0; i < 1000; i++) {
                codes.addItem().setString(Tag.CodeValue, VR.SH, "C" + i);
            }
        });
        var match = only(search(SearchLevel.STUDY, new Attributes()));
        assertThat(match.contains(Tag.AdditionalPatientHistory)).isFalse();
        assertThat(match.contains(Tag.ProcedureCodeSequence)).isFalse();
        assertThat(match.getString(Tag.PatientComments)).isEqualTo("\\u0000");
        assertThat(search(SearchLevel.STUDY, keys("PatientSize", "1")).matches())
                .isEmpty();
    }

    /** Otherwise row-level security keeps them from the index. */
    @Test
    void theBeginningOfAPatternIsComparedByWhatLeaksNothing() throws Exception {
        var keys = new Attributes().setString(Tag.PatientID, VR.LO, "SEARCHED-1*");
        var conditions = SearchConditions.of(new ArchiveQuery(NORTHGATE, SearchLevel.STUDY, keys, false, false, 0, 10));
        assertThat(conditions.sql())
                .contains("study.patient_id collate \"C\" >= :")
                .contains("study.patient_id collate \"C\" < :");
        assertThat(jdbc.sql("select proname from pg_proc where proname in ('text_ge', 'text_lt') and proleakproof")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("text_ge", "text_lt");
    }

    private CtSlice store(Consumer<Attributes> changes) throws Exception {
        return store(CtSlice.ofNewStudy(), changes);
    }

    private CtSlice store(CtSlice slice, Consumer<Attributes> changes) throws Exception {
        var changed = new CtSlice(
                slice.studyUid(),
                slice.seriesUid(),
                slice.sopUid().isEmpty() ? UIDs.random() : slice.sopUid(),
                patient,
                slice.accession(),
                slice.number(),
                slice.z());
        var dataset = changed.dataset();
        changes.accept(dataset);
        if (!slice.seriesUid().equals(dataset.getString(Tag.SeriesInstanceUID))) {
            changed = changed.sibling(1);
            dataset.setString(Tag.SOPInstanceUID, VR.UI, changed.sopUid());
        }
        var outcome =
                archive.store(changed.offeredTo(NORTHGATE, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE)));
        assertThat(outcome).isInstanceOf(StoreOutcome.Stored.class);
        return changed;
    }

    private static Attributes keys(String keyword, String value) {
        int tag = ElementDictionary.tagOf(keyword).orElseThrow();
        return new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(
                        tag,
                        ElementDictionary.vrOf(tag).isString() ? ElementDictionary.vrOf(tag) : VR.LO,
                        value.split("\\\\", -1));
    }

    private Attributes mine() {
        return new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(Tag.PatientID, VR.LO, patient);
    }

    /** Among the studies of this test's patient. */
    private SearchResult search(SearchLevel level, Attributes keys) throws UnusableQuery {
        return within(NORTHGATE, new ArchiveQuery(NORTHGATE, level, mine().addAll(keys), false, false, 0, 100));
    }

    private SearchResult within(TenantId tenant, ArchiveQuery query) throws UnusableQuery {
        return TenantScope.call(tenant, () -> search.search(query));
    }

    private static Attributes only(SearchResult result) {
        assertThat(result.matches()).hasSize(1);
        return result.matches().getFirst();
    }
}
