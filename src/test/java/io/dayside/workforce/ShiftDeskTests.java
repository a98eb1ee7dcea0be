package io.dayside.workforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dayside.audit.TrailReader;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.TestServices;
import io.dayside.workforce.ShiftChange.Kind;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.WorkforceTestApplication.SetClock;
import io.dayside.workforce.WorkforceTestApplication.SomebodyCalling;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes of shifts on the real tables. The clock stands on Tuesday 24 November 2026, noon. */
@SpringBootTest(classes = WorkforceTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ShiftDeskTests {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
    }

    @Autowired
    private SomebodyCalling somebody;

    @Autowired
    private SetClock clock;

    @Autowired
    private ShiftDesk desk;

    @Autowired
    private ShiftTerms terms;

    @Autowired
    private ShiftsApi api;

    @Autowired
    private Roster roster;

    @Autowired
    private SpecialistRows rows;

    @Autowired
    private TrailReader trail;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final String meyer = "m" + UUID.randomUUID().toString().substring(0, 8);
    private final String rossi = "r" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void twoReadAndTheOfficerCalls() {
        clock.set(NOW.toString());
        somebody.officer();
        WorkforceTestApplication.takeIntoService(jdbc);
        employ(meyer, new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.of(8, 0), LocalTime.of(16, 0)));
        employ(rossi, new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.of(16, 0), LocalTime.of(23, 0)));
    }

    @AfterEach
    void nobodyCalls() {
        somebody.nobody();
    }

    @Test
    void anExtraShiftCountsForRoutingAtOnceAndIsInTheTrail() {
        assertThat(find(rossi).onShift(NOW)).isFalse();

        var change = desk.note(rossi, Kind.EXTRA, hour(11), hour(13), "inventory");

        assertThat(find(rossi).onShift(NOW)).isTrue();
        assertThat(told(rossi)).anyMatch(line -> line.contains("EXTRA from") && line.contains("inventory"));
        desk.takeBack(change.id());
        assertThat(find(rossi).onShift(NOW)).isFalse();
        assertThat(told(rossi)).anyMatch(line -> line.startsWith("taken back"));
    }

    @Test
    void whoSwapsReadsInsteadOfTheOther() {
        desk.swap(meyer, rossi, hour(13), hour(15), "dentist");

        assertThat(find(meyer).onShift(hour(14))).isFalse();
        assertThat(find(rossi).onShift(hour(14))).isTrue();
        assertThat(find(meyer).onShift(hour(15))).isTrue();
    }

    @Test
    void aSwapCanBeSwappedBackAndAnImportedShiftCalledOff() throws Exception {
        desk.swap(meyer, rossi, hour(13), hour(15), "dentist");
        desk.swap(rossi, meyer, hour(13), hour(15), "dentist moved");

        assertThat(find(meyer).onShift(hour(14))).isTrue();
        assertThat(find(rossi).onShift(hour(14))).isFalse();
        assertThat(told(meyer)).anyMatch(line -> line.contains("dentist moved"));

        perform(put("/api/specialists/" + rossi + "/calendar")
                .content(calendar("20261124T110000Z", "20261124T150000Z")));
        assertThat(find(rossi).onShift(NOW)).isTrue();
        desk.note(rossi, Kind.OFF, hour(11), hour(15), "");
        assertThat(find(rossi).onShift(NOW)).isFalse();
    }

    @Test
    void aSwapThatLeavesAHoleOrDoublesSomebodyIsRefusedWhole() {
        assertThatThrownBy(() -> desk.swap(meyer, rossi, hour(15), hour(18), ""))
                .hasMessageContaining("is not on shift all that time");
        desk.note(rossi, Kind.EXTRA, hour(13), hour(14), "");
        assertThatThrownBy(() -> desk.swap(meyer, rossi, hour(13), hour(15), ""))
                .hasMessageContaining("is on shift already");
        assertThatThrownBy(() -> desk.swap(meyer, meyer, hour(13), hour(15), ""))
                .hasMessageContaining("different");

        assertThat(find(meyer).changes()).isEmpty();
        assertThat(find(rossi).changes()).hasSize(1);
    }

    @Test
    void aNewCalendarReplacesTheOldOneAndNothingElse() throws Exception {
        desk.note(rossi, Kind.ON_CALL, hour(8), hour(13), "");

        perform(put("/api/specialists/" + rossi + "/calendar")
                        .content(calendar("20261124T110000Z", "20261124T130000Z")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.shifts").value(1));
        assertThat(find(rossi).onShift(NOW)).isTrue();
        perform(put("/api/specialists/" + rossi + "/calendar")
                        .content(calendar("20261125T110000Z", "20261125T130000Z")))
                .andExpect(status().isOk());

        assertThat(find(rossi).onShift(NOW)).isFalse();
        assertThat(find(rossi).onCall(NOW)).isTrue();
        perform(put("/api/specialists/" + rossi + "/calendar").content("nonsense"))
                .andExpect(status().isUnprocessableContent());
        assertThat(find(rossi).changes()).as("nothing of the broken file").hasSize(2);
    }

    @Test
    void everyoneHasTheirOwnCalendarAndNobodyElses() throws Exception {
        somebody.specialist(meyer);

        perform(get("/api/specialists/" + meyer + "/shifts.ics"))
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith("text/calendar"))
                .andExpect(content().string(Matchers.containsString("DTSTART:20261125T080000Z")));
        assertThatThrownBy(() -> desk.calendar(rossi)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> desk.note(meyer, Kind.EXTRA, hour(11), hour(13), ""))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> desk.everybody()).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aWishThatCannotBeIsToldInWords() throws Exception {
        perform(wish("{\"kind\":\"OFF\",\"begins\":\"2026-11-24T13:00:00Z\",\"ends\":\"2026-11-24T12:00:00Z\"}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value("It must end after it begins."));
        perform(wish("{\"kind\":\"OFF\",\"begins\":\"2026-11-23T13:00:00Z\",\"ends\":\"2026-11-23T14:00:00Z\"}"))
                .andExpect(status().isUnprocessableContent());
        perform(wish("{\"kind\":\"OFF\",\"begins\":\"2026-11-25T13:00:00Z\",\"ends\":\"2027-03-23T14:00:00Z\"}"))
                .andExpect(status().isUnprocessableContent());
        perform(wish("{\"begins\":\"2026-11-25T13:00:00Z\",\"ends\":\"2026-11-25T14:00:00Z\"}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value("kind must be given."));
        perform(
                        post("/api/specialists/nobody/shift-changes")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(
                                        "{\"kind\":\"OFF\",\"begins\":\"2026-11-25T13:00:00Z\",\"ends\":\"2026-11-25T14:00:00Z\"}"))
                .andExpect(status().isNotFound());
    }

    private RequestBuilder wish(String json) {
        return post("/api/specialists/" + meyer + "/shift-changes")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json);
    }

    private ResultActions perform(RequestBuilder request) throws Exception {
        return MockMvcBuilders.standaloneSetup(api).build().perform(request);
    }

    private static String calendar(String begins, String ends) {
        return """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//test//EN
                BEGIN:VEVENT
                UID:1
                DTSTART:%s
                DTEND:%s
                SUMMARY:Shift
                END:VEVENT
                END:VCALENDAR
                """.formatted(begins, ends).replace("\n", "\r\n");
    }

    private static Instant hour(int hour) {
        return Instant.parse("2026-11-24T%02d:00:00Z".formatted(hour));
    }

    private void employ(String username, Shift shift) {
        TenantScope.run(
                Set.of(),
                () -> transaction.executeWithoutResult(_ -> {
                    rows.put(new Person(username, "Dr " + username, ZoneId.of("UTC"), 3));
                    rows.replaceShifts(username, List.of(shift));
                }));
    }

    private Specialist find(String username) {
        return TenantScope.call(Set.of(), () -> roster.find(username)).orElseThrow();
    }

    @Test
    void whatIsOverForLongerThanItsTermGoesAndTheTrailSaysHowMany() {
        var old = note(401);
        var young = note(399);
        var ahead = desk.note(meyer, Kind.EXTRA, hour(20), hour(22), "");

        terms.end();

        assertThat(jdbc.sql("select id from shift_change where username = :username")
                        .param("username", meyer)
                        .query(UUID.class)
                        .list())
                .containsExactlyInAnyOrder(young, ahead.id())
                .doesNotContain(old);
        var question = new TrailReader.Question(TenantId.PLATFORM, Long.MAX_VALUE, "records:shift changes");
        var newest = TenantScope.call(Set.of(TenantId.PLATFORM), () -> transaction.execute(_ -> trail.ask(question)))
                .getFirst();
        assertThat(newest.details()).containsEntry("count", "1");
    }

    /** A change that was over that many days ago. */
    private UUID note(int days) {
        var id = UUID.randomUUID();
        var ends = NOW.minus(Duration.ofDays(days));
        jdbc.sql("insert into shift_change values (:id, :username, 'OFF', :begins, :ends, '', 'PERSON', 'x')")
                .param("id", id)
                .param("username", meyer)
                .param("begins", Timestamp.from(ends.minus(Duration.ofHours(8))))
                .param("ends", Timestamp.from(ends))
                .update();
        return id;
    }

    private List<String> told(String username) {
        var question = new TrailReader.Question(TenantId.PLATFORM, Long.MAX_VALUE, "specialist:" + username);
        return TenantScope.call(Set.of(TenantId.PLATFORM), () -> transaction.execute(_ -> trail.ask(question))).stream()
                .flatMap(entry -> entry.details().values().stream())
                .toList();
    }
}
