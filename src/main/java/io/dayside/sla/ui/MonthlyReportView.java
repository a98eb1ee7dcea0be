package io.dayside.sla.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.sla.ClockBegin;
import io.dayside.sla.MonthlyReport;
import io.dayside.sla.MonthlyReport.Critical;
import io.dayside.sla.MonthlyReport.Late;
import io.dayside.sla.MonthlyReport.Line;
import io.dayside.sla.MonthlyReports;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.EmptyState;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Was the hospital served as promised last month? */
@Route(MonthlyReportView.ROUTE)
@PageTitle("Month · Dayside")
@RolesAllowed({"MANAGER", "OPERATOR", "COORDINATOR"})
@StyleSheet("sla.css")
class MonthlyReportView extends Div implements BeforeEnterObserver {

    static final String ROUTE = "month";
    static final Set<Role> READERS = EnumSet.of(Role.MANAGER, Role.OPERATOR, Role.COORDINATOR);

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final MonthlyReports reports;
    private final Clock clock;
    private final Set<TenantId> visible;
    private final List<Hospital> hospitals;
    private final Select<Hospital> hospital = new Select<>();
    private final H1 heading = new H1();
    private final Div content = new Div();
    private final Button later = new Button("Later month", _ -> move(1));
    private YearMonth month;

    MonthlyReportView(MonthlyReports reports, Tenants tenants, Callers callers, Clock clock) {
        this.reports = reports;
        this.clock = clock;
        var caller = callers.required();
        this.visible = caller.tenants();
        this.hospitals = tenants.served().stream()
                .filter(one -> caller.isOneOf(READERS, one.id()))
                .sorted(Comparator.comparing(Hospital::name))
                .toList();
        this.month = thisMonth();
        addClassName("month");
        hospital.setLabel("Hospital");
        hospital.setItems(hospitals);
        hospital.setItemLabelGenerator(Hospital::name);
        hospital.addValueChangeListener(_ -> show());
        var steps = new Div(hospital, new Button("Earlier month", _ -> move(-1)), later);
        steps.addClassName("month-steps");
        content.getElement().setAttribute("aria-live", "polite");
        add(heading, steps, content);
        Shortcuts.addShortcutListener(this, () -> move(-1), Key.KEY_J);
        Shortcuts.addShortcutListener(this, () -> move(1), Key.KEY_K);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (hospitals.isEmpty()) {
            heading.setText("Service levels by month");
            content.add(new EmptyState("You work for no hospital.", "Dayside's operator can change that."));
        } else {
            hospital.setValue(hospitals.getFirst());
        }
    }

    private YearMonth thisMonth() {
        return YearMonth.now(clock);
    }

    private void move(int months) {
        var wanted = month.plusMonths(months);
        if (!wanted.isAfter(thisMonth()) && !hospitals.isEmpty()) {
            month = wanted;
            show();
        }
    }

    private void show() {
        later.setEnabled(month.isBefore(thisMonth()));
        content.removeAll();
        heading.setText(MONTH.format(month));
        var chosen = hospital.getValue();
        if (chosen != null) {
            TenantScope.call(visible, () -> reports.of(chosen.id(), month)).ifPresent(this::show);
        }
    }

    private void show(MonthlyReport report) {
        if (report.lines().isEmpty() && report.critical().isEmpty()) {
            content.add(new EmptyState(
                    "No report was signed in " + MONTH.format(month) + ".", "J shows the month before."));
            return;
        }
        content.add(sentence(report), downloads(report));
        if (!report.lines().isEmpty()) {
            content.add(figures(report));
        }
        if (!report.critical().isEmpty()) {
            content.add(
                    new H2("Critical results: %d of %d acknowledged in time%s"
                            .formatted(
                                    report.communicatedOnTime(),
                                    report.communicated(),
                                    report.withdrawn() == 0 ? "" : ", %d withdrawn".formatted(report.withdrawn()))),
                    critical(report));
        }
        if (!report.late().isEmpty()) {
            content.add(new H2("Late reports"), late(report));
        }
    }

    private Component sentence(MonthlyReport report) {
        if (report.lines().isEmpty()) {
            return new Paragraph("No report was signed in " + MONTH.format(month) + ".");
        }
        var sentence = new Paragraph("%d of %s (%s) signed within their promise%s"
                .formatted(
                        report.onTime(),
                        report.reports() == 1 ? "1 report was" : report.reports() + " reports were",
                        Amounts.share(report.onTime(), report.reports()),
                        month.equals(thisMonth()) ? " so far." : "."));
        sentence.addClassName("month-sentence");
        return sentence;
    }

    private static Component downloads(MonthlyReport report) {
        var base = "/api/sla/months/%s/%s/report".formatted(report.tenant().code(), report.month());
        var pdf = new Anchor(base + ".pdf", "PDF");
        var csv = new Anchor(base + ".csv", "CSV for spreadsheets");
        List.of(pdf, csv).forEach(link -> {
            link.setRouterIgnore(true);
            link.getElement().setAttribute("download", true);
        });
        var links = new Div(pdf, csv);
        links.addClassName("month-downloads");
        return links;
    }

    private static Grid<Line> figures(MonthlyReport report) {
        var grid = new Grid<Line>();
        grid.addColumn(line -> line.level().isEmpty() ? "Turnaround time" : line.level())
                .setHeader("Service level")
                .setFlexGrow(2);
        grid.addColumn(line -> Amounts.word(line.from())).setHeader("From");
        grid.addColumn(line -> Amounts.word(line.priority())).setHeader("Priority");
        grid.addColumn(Line::reports).setHeader("Reports");
        grid.addColumn(line -> Amounts.share(line.onTime(), line.reports())).setHeader("On time");
        grid.addColumn(line -> Amounts.words(line.median())).setHeader("Median");
        grid.addColumn(line -> Amounts.words(line.ninetieth())).setHeader("90 % within");
        grid.addColumn(line -> Amounts.words(line.longest())).setHeader("Longest");
        grid.addColumn(MonthlyReportView::steps)
                .setHeader("Interim promises kept")
                .setFlexGrow(2);
        return filled(grid, report.lines(), "Figures by service level and priority");
    }

    private static String steps(Line line) {
        return line.steps().stream()
                .map(step -> step.name() + " " + Amounts.share(step.onTime(), step.promised()))
                .collect(Collectors.joining(", "));
    }

    private static Grid<Critical> critical(MonthlyReport report) {
        var grid = new Grid<Critical>();
        grid.addColumn(Critical::number).setHeader("Case");
        grid.addColumn(one -> at(one.raisedAt(), report)).setHeader("Raised");
        grid.addColumn(one -> at(one.acknowledgedAt(), report) + (one.byPhone() ? ", on the phone" : ""))
                .setHeader("Acknowledged");
        grid.addColumn(one -> Amounts.words(one.took())).setHeader("Took");
        grid.addColumn(one -> Amounts.words(one.target())).setHeader("Promised");
        grid.addColumn(one -> Amounts.word(one.kept())).setHeader("Promise");
        return filled(grid, report.critical(), "Critical results, in the order in which they were raised");
    }

    private static Grid<Late> late(MonthlyReport report) {
        var grid = new Grid<Late>();
        grid.addColumn(Late::number).setHeader("Case");
        grid.addColumn(one -> one.modality() + ", " + Amounts.word(one.priority()))
                .setHeader("Kind");
        if (report.late().stream().anyMatch(one -> one.from() == ClockBegin.ORDER)) {
            grid.addColumn(one -> one.from() == ClockBegin.ORDER ? at(one.begunAt(), report) : "")
                    .setHeader("Ordered");
        }
        grid.addColumn(one -> at(one.completedAt(), report)).setHeader("Complete");
        grid.addColumn(one -> at(one.openedAt(), report)).setHeader("Opened");
        grid.addColumn(one -> at(one.signedAt(), report)).setHeader("Signed");
        grid.addColumn(one -> Amounts.words(one.turnaround())).setHeader("Took");
        grid.addColumn(one -> Amounts.words(one.over())).setHeader("Late by");
        grid.addColumn(one -> String.join(", ", one.pauses()))
                .setHeader("Clock stood still for")
                .setFlexGrow(2);
        return filled(grid, report.late(), "Late reports, the latest first");
    }

    private static <T> Grid<T> filled(Grid<T> grid, List<T> rows, String label) {
        grid.setItems(rows);
        grid.setAllRowsVisible(true);
        grid.addClassName("figures");
        grid.getElement().setAttribute("aria-label", label);
        return grid;
    }

    private static String at(@Nullable Instant at, MonthlyReport report) {
        return at == null ? "" : AT.format(at.atZone(report.zone()));
    }
}
