package io.dayside.delivery.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.delivery.Deliveries;
import io.dayside.delivery.ReportDesk;
import io.dayside.reading.SignedReport;
import io.dayside.sla.Clocks;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Assessment;
import io.dayside.ui.Countdown;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One study for its hospital: what happened so far in plain words, the report, and where it was sent. */
@Route("hospital/:tenant/:case")
@PageTitle("Study · Dayside")
@RolesAllowed({"COORDINATOR", "VIEWER"})
@StyleSheet("delivery.css")
class HospitalCaseView extends Div implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Cases cases;
    private final transient Clocks clocks;
    private final transient Deliveries deliveries;
    private final transient ReportDesk desk;
    private final transient StudyWords words;
    private final transient Clock clock;

    HospitalCaseView(
            Cases cases, Clocks clocks, Deliveries deliveries, ReportDesk desk, StudyWords words, Clock clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.deliveries = deliveries;
        this.desk = desk;
        this.words = words;
        this.clock = clock;
        addClassNames("hospital", "hospital-case");
    }

    static RouteParameters parameters(CaseId id) {
        return new RouteParameters(
                Map.of("tenant", id.tenant().code(), "case", id.id().toString()));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var work = asked(event.getRouteParameters()).flatMap(cases::find).orElseThrow(NotFoundException::new);
        add(heading(work), timeline(work));
        desk.hand(work.id(), "page").ifPresent(handed -> add(report(handed)));
    }

    private static Optional<CaseId> asked(RouteParameters parameters) {
        try {
            return parameters
                    .get("tenant")
                    .flatMap(tenant ->
                            parameters.get("case").map(id -> new CaseId(new TenantId(tenant), UUID.fromString(id))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Component heading(Case work) {
        var back = new Anchor("/" + HospitalView.ROUTE, "← All studies");
        back.setRouterIgnore(false);
        var title = new H1(work.procedure());
        var about = new Paragraph(StudyWords.patient(work) + " · accession " + work.accessionNumber() + " · ");
        var number = new Span(work.number());
        number.addClassName("figures");
        about.add(number);
        return new Div(back, title, about);
    }

    private Component timeline(Case work) {
        var steps = new OrderedList();
        steps.addClassName("timeline");
        steps.add(step(words.time(work, work.studyCompletedAt()), "All images had arrived"));
        steps.add(step("", assessment(work)));
        clocks.of(work.id()).ifPresent(promised -> {
            if (promised.openedAt() != null) {
                steps.add(step(words.time(work, promised.openedAt()), "A specialist began to read"));
            }
        });
        steps.add(step("", words.state(work)));
        if (work.state().awaitsReport()) {
            clocks.of(work.id()).ifPresent(promised -> {
                var item = step(words.time(work, promised.dueAt()), "Report promised by then: ");
                item.add(new Countdown(promised.dueAt(), clock.instant()));
                steps.add(item);
            });
        }
        deliveries.of(work.id()).forEach(delivery -> steps.add(step("", words.delivery(work, delivery))));
        return steps;
    }

    /** The models move a case, they do not speak to the hospital: what they claimed is the specialist's to judge. */
    private static String assessment(Case work) {
        if (work.beingAssessed()) {
            return "Models are looking at the images";
        }
        return work.assessment() == Assessment.Status.DONE
                ? "Models looked at the images to put urgent ones first (demonstration, not for clinical use)"
                : "No model assessed the images: " + work.assessmentReason();
    }

    private static ListItem step(String time, String what) {
        var at = new Span(time);
        at.addClassNames("at", "figures");
        return new ListItem(at, new Span(what));
    }

    private Component report(ReportDesk.Handed handed) {
        var report = handed.report();
        var sheet = new Article();
        sheet.addClassName("sheet");
        sheet.add(new H2("Report"), text("Findings", report.findings()), text("Impression", report.impression()));
        sheet.add(new Paragraph("Signed by %s at %s (%s). %s"
                .formatted(
                        report.signerName(),
                        words.time(handed.work(), report.signedAt()),
                        words.facility(handed.work()).zone().getId(),
                        report.meaning())));
        sheet.add(pdf(handed.work().id(), report));
        return sheet;
    }

    private static Component text(String name, String content) {
        var heading = new H2(name);
        heading.addClassName("small-heading");
        var body = new Paragraph(content);
        body.addClassName("report-text");
        return new Div(heading, body);
    }

    private Component pdf(CaseId id, SignedReport report) {
        var download = DownloadHandler.fromInputStream(_ -> desk.handPdf(id)
                .map(bytes -> new DownloadResponse(
                        new ByteArrayInputStream(bytes),
                        "report-v" + report.version() + ".pdf",
                        "application/pdf",
                        bytes.length))
                .orElseGet(() -> DownloadResponse.error(HttpServletResponse.SC_NOT_FOUND)));
        var link = new Anchor(download, "Download as PDF");
        link.setId("report-pdf");
        return link;
    }
}
