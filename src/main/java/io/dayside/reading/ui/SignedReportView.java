package io.dayside.reading.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.collaboration.CaseReading;
import io.dayside.collaboration.Comparison;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.Turns;
import io.dayside.critical.ui.CriticalPages;
import io.dayside.identity.Callers;
import io.dayside.reading.CaseNotHeld;
import io.dayside.reading.ReadingRoom;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.reading.ReportReader;
import io.dayside.reading.SecondOpinions;
import io.dayside.reading.SignedReport;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionTemplate;

/** What was signed, in all versions, for who signed it; nothing here can be altered, only added to. */
@Route(ReadingNavigation.SIGNED)
@RolesAllowed("SPECIALIST")
@StyleSheet("reading.css")
class SignedReportView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private final ReportReader reader;
    private final ReadingRoom room;
    private final Cases cases;
    private final TransactionTemplate transactions;
    private final CriticalPages critical;
    private final Turns turns;
    private final SecondOpinions opinions;
    private final Specialists specialists;
    private final ZoneId zone;
    private String number = "";

    SignedReportView(
            ReportReader reader,
            ReadingRoom room,
            Cases cases,
            TransactionTemplate transactions,
            CriticalPages critical,
            Turns turns,
            SecondOpinions opinions,
            Callers callers,
            Specialists specialists) {
        this.reader = reader;
        this.room = room;
        this.cases = cases;
        this.transactions = transactions;
        this.critical = critical;
        this.turns = turns;
        this.opinions = opinions;
        this.specialists = specialists;
        this.zone = specialists
                .find(callers.required().username())
                .map(Specialist::zone)
                .orElse(ZoneOffset.UTC);
        addClassNames("reading", "signed-page");
    }

    @Override
    public String getPageTitle() {
        return number;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = ReadingNavigation.caseId(event.getRouteParameters());
        var versions = id.map(this::versions).orElse(List.of());
        if (versions.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
        } else {
            show(id.orElseThrow(), versions);
        }
    }

    private List<SignedReport> versions(CaseId id) {
        try {
            return reader.read(id);
        } catch (CaseNotHeld e) {
            return List.of();
        }
    }

    private void show(CaseId id, List<SignedReport> versions) {
        removeAll();
        var work = transactions.execute(_ -> cases.find(id)).orElseThrow();
        number = work.number();
        add(new H2(number + " · " + Words.study(work)), critical.atDesk(id, zone, true));
        versions.reversed().forEach(version -> add(new ReportSheet(version, zone)));
        comparisons(id).forEach(words -> add(new Paragraph(words)));
        opinionsOn(id).stream()
                .map(opinion -> OpinionTexts.whole(opinion, this::name))
                .map(Paragraph::new)
                .forEach(this::add);
        add(addendum(id), new Button("Worklist", _ -> ReadingNavigation.toWorklist(UI.getCurrent())));
    }

    /** How later readers compared theirs with the readings before, once all are in. */
    private List<String> comparisons(CaseId id) {
        var readings = turns.readings(id);
        return readings.stream().anyMatch(CaseReading::due)
                ? List.of()
                : readings.stream()
                        .flatMap(reading ->
                                Stream.ofNullable(reading.comparison()).map(comparison -> words(reading, comparison)))
                        .toList();
    }

    private String words(CaseReading reading, Comparison comparison) {
        var by = Optional.ofNullable(reading.readBy())
                .flatMap(specialists::find)
                .map(Specialist::displayName)
                .orElse("A colleague");
        var radpeer = comparison.radpeer();
        var why = comparison.remark().isEmpty() ? "" : ": " + comparison.remark();
        return "%s compared it with the reading before: %s · %s%s".formatted(by, radpeer.code(), radpeer.words(), why);
    }

    private List<Opinion> opinionsOn(CaseId id) {
        try {
            return opinions.of(id);
        } catch (CaseNotHeld _) {
            return List.of();
        }
    }

    private String name(String username) {
        return specialists.find(username).map(Specialist::displayName).orElse(username);
    }

    private Div addendum(CaseId id) {
        var text = new TextArea("Add to this report");
        text.setWidthFull();
        var sign = new Button(
                "Sign the addendum",
                _ -> new SignDialog(
                                number,
                                SignedReport.MEANING_OF_ADDENDUM,
                                password -> attempt(id, text.getValue(), password),
                                _ -> show(id, versions(id)))
                        .open());
        var block = new Div(text, sign);
        block.addClassName("addendum");
        return block;
    }

    private SignOutcome attempt(CaseId id, String text, String password) {
        return room.append(id, text, password);
    }
}
