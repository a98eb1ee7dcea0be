package io.dayside.workforce.ui;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.ui.ViewerZone;
import io.dayside.workforce.RosterProposal;
import io.dayside.workforce.RosterProposals;
import io.dayside.workforce.RosterProposals.Search;
import io.dayside.workforce.RosterProposals.WeekChanged;
import io.dayside.workforce.RosterWish;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** "How would next week leave nobody without a reader?": a roster is searched for, looked at, mended and accepted. */
@Route(ProposalView.ROUTE)
@PageTitle("A proposed week · Dayside")
@RolesAllowed({"MANAGER", "CREDENTIALING", "OPERATOR"})
@StyleSheet("workforce.css")
class ProposalView extends Div {

    static final String ROUTE = "roster/proposal";

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ProposalView.class);
    private static final int MOST_READERS = 9;

    private final transient RosterProposals proposals;
    private final ZoneId zone = ViewerZone.of(UI.getCurrent());
    private final H1 heading = new H1("Propose the shifts of a week");
    private final DatePicker week = new DatePicker("Week of");
    private final IntegerField readers = new IntegerField("Readers each hour");
    private final Checkbox unusual = new Checkbox("Also at hours at which somebody never begins");
    private final Button propose = new Button("Propose", _ -> propose());
    private final Button stop = new Button("Stop", _ -> stop());
    private final Button accept = new Button("Accept", _ -> accept());
    private final ProgressBar progress = new ProgressBar();
    private final Span words = new Span();
    private final Div outcome = new Div();
    private transient @Nullable Search search;
    private transient @Nullable ProposedWeek shown;

    ProposalView(RosterProposals proposals, Clock clock) {
        this.proposals = proposals;
        addClassNames("credentials", "coverage", "roster", "proposal");
        var monday = LocalDate.now(clock.withZone(zone)).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        week.setMin(monday);
        week.setValue(monday);
        week.addValueChangeListener(_ -> begunAnew());
        readers.setMin(1);
        readers.setMax(MOST_READERS);
        readers.setValue(1);
        readers.setStepButtonsVisible(true);
        progress.setIndeterminate(true);
        words.getElement().setAttribute("role", "status");
        propose.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        propose.setTooltipText("P");
        stop.setTooltipText("S");
        var asked = new Div(week, readers, unusual);
        asked.addClassName("coverage-filters");
        var act = new Div(propose, stop, accept, words);
        act.addClassName("roster-steps");
        add(heading, lead(), asked, act, progress, outcome);
        isRunning(false);
        Shortcuts.addShortcutListener(this, this::propose, Key.KEY_P);
        Shortcuts.addShortcutListener(this, this::stop, Key.KEY_S);
    }

    private static Paragraph lead() {
        var lead = new Paragraph(
                "Within everybody's hours of contract, eleven hours of rest and absences, for %d seconds at"
                                .formatted(RosterProposals.LONGEST.toSeconds())
                        + " most. Nothing changes before you accept.");
        lead.addClassName("quiet");
        return lead;
    }

    /** Whichever day of the week was picked. */
    private LocalDate monday() {
        return week.getValue().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private void begunAnew() {
        shown = null;
        outcome.removeAll();
        accept.setVisible(false);
        leads(propose, accept);
    }

    private void propose() {
        if (progress.isVisible()) {
            return;
        }
        if (week.getValue() == null || readers.getValue() == null) {
            say("Say which week, and how many readers.", true);
            return;
        }
        try {
            var marked = shown;
            var wish = new RosterWish(
                    monday(),
                    readers.getValue(),
                    unusual.getValue(),
                    marked == null ? List.of() : marked.locked(),
                    marked == null ? List.of() : marked.refused());
            isRunning(true);
            say("Looking at everybody's week …", false);
            var ui = UI.getCurrent();
            search = proposals.propose(
                    wish,
                    left -> tell(ui, () -> say(left + " demand-hours without a reader so far …", false)),
                    ended -> tell(ui, () -> ended(ended)));
        } catch (IllegalArgumentException e) {
            isRunning(false);
            say(e.getMessage(), true);
        }
    }

    private void tell(UI ui, Runnable what) {
        try {
            var _ = ui.access(what::run);
        } catch (UIDetachedException e) {
            log.debug("nobody waits for this roster any more", e);
        }
    }

    private void ended(Search ended) {
        isRunning(false);
        ended.proposal()
                .ifPresentOrElse(
                        this::show,
                        () -> say(
                                "No roster could be searched for. Dayside's operator finds the reason in the log.",
                                true));
    }

    private void show(RosterProposal proposal) {
        heading.setText(headline(proposal));
        say("", false);
        var before = shown;
        var next = new ProposedWeek(proposal, zone, before, this::marked);
        shown = next;
        outcome.removeAll();
        outcome.add(next);
        accept.setVisible(proposal.changes() > 0);
        accept.setEnabled(true);
        leads(accept, propose);
    }

    static String headline(RosterProposal proposal) {
        return proposal.changes() == 0
                ? "The week stays as it is: %d demand-hours without a reader".formatted(proposal.uncoveredAfter())
                : "%d instead of %d demand-hours without a reader, by %s"
                        .formatted(proposal.uncoveredAfter(), proposal.uncoveredBefore(), changes(proposal.changes()));
    }

    private static String changes(long count) {
        return count == 1 ? "1 change" : count + " changes";
    }

    private void marked() {
        accept.setEnabled(false);
        leads(propose, accept);
        say("Propose again: what you marked is not in it yet.", false);
    }

    private void stop() {
        if (search != null && progress.isVisible()) {
            search.stop();
        }
    }

    private void accept() {
        if (search == null || !accept.isVisible() || !accept.isEnabled() || progress.isVisible()) {
            return;
        }
        try {
            var accepted = search.proposal().orElseThrow().monday();
            int changes = proposals.accept(search.id());
            begunAnew();
            heading.setText("The week of %s is written down".formatted(ProposedWeek.DAY.format(accepted)));
            say("%s noted, each in the trail. Roster shows them.".formatted(changes(changes)), false);
        } catch (WeekChanged | IllegalArgumentException e) {
            say(e.getMessage(), true);
        } catch (NoSuchElementException e) {
            log.debug("the proposal was pushed out by newer ones", e);
            say("This proposal is too old. Propose again.", true);
        }
    }

    private static void leads(Button first, Button other) {
        first.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        other.removeThemeVariants(ButtonVariant.LUMO_PRIMARY);
    }

    private void isRunning(boolean is) {
        progress.setVisible(is);
        stop.setVisible(is);
        propose.setEnabled(!is);
        if (is) {
            accept.setVisible(false);
        }
    }

    private void say(@Nullable String what, boolean wrong) {
        words.setText((wrong ? "⚠ " : "") + (what == null ? "" : what));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stop();
    }
}
