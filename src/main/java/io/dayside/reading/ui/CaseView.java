package io.dayside.reading.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.dayside.cases.CaseId;
import io.dayside.identity.Callers;
import io.dayside.reading.CaseNotHeld;
import io.dayside.reading.ReportReader;
import io.dayside.reading.SignedReport;
import io.dayside.routing.LeaseOutcome;
import io.dayside.routing.Leases;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/**
 * One case, held from the moment the page is entered. A case that is barred looks as one that does not exist.
 */
@Route(ReadingNavigation.CASE)
@RolesAllowed("SPECIALIST")
@StyleSheet("reading.css")
class CaseView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private final Leases leases;
    private final Callers callers;
    private final ReportReader reader;
    private final ReadingDesks desks;
    private String title = "Case";

    CaseView(Leases leases, Callers callers, ReportReader reader, ReadingDesks desks) {
        this.leases = leases;
        this.callers = callers;
        this.reader = reader;
        this.desks = desks;
        addClassNames("reading", "case-page");
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var id = ReadingNavigation.caseId(event.getRouteParameters());
        if (id.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        enter(id.get(), event);
    }

    private void enter(CaseId id, BeforeEnterEvent event) {
        var caller = callers.required();
        if (!caller.tenants().contains(id.tenant())) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        switch (leases.take(id, caller.username())) {
            case LeaseOutcome.Held _ -> sitDown(id);
            case LeaseOutcome.HeldByOther(var name) ->
                instead("Held by " + name, "When they give it back, it returns to the worklist.");
            case LeaseOutcome.Barred _ -> signedOrUnknown(id, event);
            case LeaseOutcome.NotReadable(var why) -> signedOrInstead(id, why, event);
        }
    }

    private void sitDown(CaseId id) {
        var desk = desks.of(
                id,
                () -> instead(
                        "This case went back to the worklist",
                        "Your text is kept. Open the case again to go on, unless a colleague has it now."));
        title = desk.number();
        add(desk);
    }

    /** Whoever signed may read it again, also off shift or with their hands full. */
    private void signedOrUnknown(CaseId id, BeforeEnterEvent event) {
        if (signed(id).isEmpty()) {
            event.rerouteToError(NotFoundException.class);
        } else {
            event.forwardTo(SignedReportView.class, ReadingNavigation.parameters(id));
        }
    }

    private void signedOrInstead(CaseId id, String why, BeforeEnterEvent event) {
        if (signed(id).isEmpty()) {
            instead("Not to be read now", why);
        } else {
            event.forwardTo(SignedReportView.class, ReadingNavigation.parameters(id));
        }
    }

    private List<SignedReport> signed(CaseId id) {
        try {
            return reader.read(id);
        } catch (CaseNotHeld e) {
            return List.of();
        }
    }

    /** Says in place of the case why it is not here. */
    private void instead(String heading, String words) {
        removeAll();
        var back = new Button("Back to the worklist", _ -> ReadingNavigation.toWorklist(UI.getCurrent()));
        back.addThemeVariants(ButtonVariant.PRIMARY);
        var page = new Div(new H2(heading), new Paragraph(words), back);
        page.addClassName("instead");
        add(page);
    }
}
