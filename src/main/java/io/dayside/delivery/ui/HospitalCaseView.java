package io.dayside.delivery.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
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
import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.StudyContents;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.critical.ui.CriticalPages;
import io.dayside.delivery.Deliveries;
import io.dayside.delivery.ReportDesk;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.intake.Order;
import io.dayside.intake.Orders;
import io.dayside.intake.StudyArrival;
import io.dayside.intake.StudyArrivals;
import io.dayside.reading.Reports;
import io.dayside.reading.SignedReport;
import io.dayside.routing.Leases;
import io.dayside.sla.Clocks;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Assessments;
import io.dayside.ui.Countdown;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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

    private final transient Clocks clocks;
    private final transient Deliveries deliveries;
    private final transient ReportDesk desk;
    private final transient Reports reports;
    private final transient Orders orders;
    private final transient Archive archive;
    private final transient StudyContents contents;
    private final transient StudyArrivals arrivals;
    private final transient Callers callers;
    private final transient Assessments assessments;
    private final transient Leases leases;
    private final transient StudyWords words;
    private final transient CriticalPages critical;
    private final transient Clock clock;

    HospitalCaseView(
            Clocks clocks,
            Deliveries deliveries,
            ReportDesk desk,
            Reports reports,
            Orders orders,
            Archive archive,
            StudyContents contents,
            StudyArrivals arrivals,
            Callers callers,
            Assessments assessments,
            Leases leases,
            StudyWords words,
            CriticalPages critical,
            Clock clock) {
        this.clocks = clocks;
        this.deliveries = deliveries;
        this.desk = desk;
        this.reports = reports;
        this.orders = orders;
        this.archive = archive;
        this.contents = contents;
        this.arrivals = arrivals;
        this.callers = callers;
        this.assessments = assessments;
        this.leases = leases;
        this.words = words;
        this.critical = critical;
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
        var work = asked(event.getRouteParameters()).flatMap(desk::find).orElseThrow(NotFoundException::new);
        add(heading(work), critical.ofCase(work.id()), timeline(work), allHere(work));
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
        var about = new Paragraph(StudyWords.patient(work) + accession(work) + " · ");
        var number = new Span(work.number());
        number.addClassName("figures");
        about.add(number);
        var zone = new Paragraph(StudyWords.places(List.of(words.facility(work))));
        zone.addClassName("quiet");
        return new Div(back, title, about, zone);
    }

    private static String accession(Case work) {
        return work.accessionNumber().isBlank() ? "" : " · accession " + work.accessionNumber();
    }

    private Component timeline(Case work) {
        var list = new OrderedList();
        list.addClassName("timeline");
        var now = clock.instant();
        Timeline.of(work, facts(work), now).forEach(step -> list.add(item(work, step, now)));
        return list;
    }

    private Component allHere(Case work) {
        return new AllImagesHere(
                work.study(),
                () -> callers.required().is(Role.COORDINATOR, work.id().tenant()),
                arrivals.of(work.study()).filter(StudyArrival::receiving).isPresent(),
                () -> {
                    arrivals.complete(work.study());
                    UI.getCurrent().getPage().reload();
                });
    }

    private Timeline.Facts facts(Case work) {
        var arrived = archive.study(work.study());
        return new Timeline.Facts(
                Optional.ofNullable(work.order())
                        .flatMap(order -> orders.find(work.id().tenant(), order))
                        .map(Order::placedAt)
                        .orElse(null),
                arrived.map(ArchivedStudy::firstReceived).orElse(null),
                arrived.map(ArchivedStudy::lastReceived).orElse(null),
                contents.receivedAfter(work.study(), work.studyCompletedAt()),
                arrivals.of(work.study()).orElse(null),
                assessments.of(work.study()).orElse(null),
                clocks.of(work.id()).orElse(null),
                leases.current(work.id())
                        .map(lease -> new Timeline.Reading(lease.heldSince(), words.name(lease)))
                        .orElse(null),
                reports.of(work.id()).stream().map(HospitalCaseView::signature).toList(),
                deliveries.of(work.id()),
                words.withoutReader(List.of(work)).contains(work.id()));
    }

    private static Timeline.Signature signature(SignedReport report) {
        return new Timeline.Signature(
                report.signedAt(), StudyWords.kind(report.status()) + " signed by " + report.signerName());
    }

    private Component item(Case work, Timeline.Step step, Instant now) {
        var at = new Span(words.time(work, step.at()));
        at.addClassNames("at", "figures");
        var item = new ListItem(at, new Span(step.what()));
        if (step.promise()) {
            item.add(new Countdown(step.at(), now));
        }
        if (step.at().isAfter(now)) {
            item.addClassName("ahead");
        }
        return item;
    }

    private Component report(ReportDesk.Handed handed) {
        var report = handed.report();
        var sheet = new Article();
        sheet.addClassName("sheet");
        sheet.add(new H2(StudyWords.kind(report.status())));
        if (report.status() == SignedReport.Status.PRELIMINARY) {
            sheet.add(new Paragraph("An attending has not read it yet. The final report follows."));
        }
        sheet.add(text("Findings", report.findings()), text("Impression", report.impression()));
        sheet.add(new Paragraph("Signed by %s, %s. %s"
                .formatted(report.signerName(), words.time(handed.work(), report.signedAt()), report.meaning())));
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
