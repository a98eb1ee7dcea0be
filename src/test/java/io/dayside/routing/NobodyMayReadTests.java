package io.dayside.routing;

import static io.dayside.routing.RoutingFixtures.BEGIN;
import static io.dayside.routing.RoutingFixtures.END;
import static io.dayside.routing.RoutingFixtures.HARBOUR;
import static io.dayside.routing.RoutingFixtures.NOW;
import static io.dayside.routing.RoutingFixtures.headCt;
import static io.dayside.routing.RoutingFixtures.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.routing.EligibilityRules.Question;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import io.dayside.workforce.Specialist.Standing;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NobodyMayReadTests {

    private static final List<Licence> LICENSED = List.of(new Licence("GB", "1", Standing.ACTIVE, BEGIN, END));
    private static final List<Licence> LICENCE_SUSPENDED =
            List.of(new Licence("GB", "1", Standing.SUSPENDED, BEGIN, END));
    private static final List<Privilege> PRIVILEGED = List.of(new Privilege(HARBOUR, Standing.ACTIVE, BEGIN, END));
    private static final List<Competency> HEAD = List.of(new Competency("CT", "HEAD"));
    private static final List<Competency> CHEST = List.of(new Competency("CT", "CHEST"));
    private static final List<Shift> DAY =
            List.of(new Shift(EnumSet.allOf(DayOfWeek.class), LocalTime.of(8, 0), LocalTime.of(17, 0)));

    private static List<Question> asked(Instant at, Specialist... everybody) {
        return Stream.of(everybody)
                .map(one -> new Question(headCt(), "Harbour Clinic", one, Set.of(), at))
                .toList();
    }

    @Test
    void whoeverIsOffShiftMayReadItSomeTime() {
        var night = NOW.plus(Duration.ofHours(12));

        assertThat(NobodyMayRead.why(asked(night, reader()))).isEmpty();
    }

    @Test
    void aTeamOfWhichNobodyIsCompetentSaysInWhat() {
        assertThat(NobodyMayRead.why(asked(NOW, reader(LICENSED, PRIVILEGED, CHEST, DAY))))
                .contains("nobody is competent in CT HEAD");
    }

    @Test
    void aTeamOfWhichNobodyIsLicensedSaysForWhere() {
        assertThat(NobodyMayRead.why(asked(NOW, reader(LICENCE_SUSPENDED, PRIVILEGED, HEAD, DAY))))
                .contains("nobody holds a licence for GB");
    }

    @Test
    void aTeamOfWhichNobodyIsPrivilegedSaysAtWhichHospital() {
        assertThat(NobodyMayRead.why(asked(NOW, reader(LICENSED, List.of(), HEAD, DAY))))
                .contains("nobody is privileged at Harbour Clinic");
    }

    @Test
    void aTeamOfWhichEachHasSomethingElseCannotReadIt() {
        var competent = reader(List.of(), PRIVILEGED, HEAD, DAY);
        var licensed = reader(LICENSED, PRIVILEGED, CHEST, DAY);

        assertThat(NobodyMayRead.why(asked(NOW, competent, licensed)))
                .hasValueSatisfying(why -> assertThat(why).contains("all at once"));
    }

    @Test
    void whoeverHasNoShiftAtAllDoesNotCount() {
        assertThat(NobodyMayRead.why(asked(NOW, reader(LICENSED, PRIVILEGED, HEAD, List.of()))))
                .isPresent();
    }

    @Test
    void withoutAnySpecialistThereIsNobody() {
        assertThat(NobodyMayRead.why(List.of())).contains("there is no specialist");
    }
}
