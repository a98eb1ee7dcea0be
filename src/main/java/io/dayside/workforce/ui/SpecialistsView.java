package io.dayside.workforce.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.workforce.Passports;
import io.dayside.workforce.ReadingRights;
import io.dayside.workforce.ReadingRights.Place;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialists;
import io.dayside.workforce.ui.Standings.Line;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may read what, and where? */
@Route(WorkforceNavigation.ROUTE)
@PageTitle("Specialists · Dayside")
@RolesAllowed({"CREDENTIALING", "MANAGER", "OPERATOR"})
@StyleSheet("workforce.css")
class SpecialistsView extends Div {

    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

    private final boolean officer;
    private final Instant now;
    private final LocalDate today;

    SpecialistsView(Specialists specialists, Passports passports, Tenants tenants, Callers callers, Clock clock) {
        officer = callers.required().is(Role.CREDENTIALING);
        now = clock.instant();
        today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var visible = callers.required().tenants();
        var people = TenantScope.call(visible, specialists::all);
        var facilities = tenants.served().stream()
                .filter(hospital -> visible.contains(hospital.id()))
                .flatMap(hospital -> hospital.facilities().stream())
                .toList();
        addClassName("credentials");
        if (people.isEmpty()) {
            add(new H2("Nobody reads yet."), new Span("Specialists are declared in the reviewed configuration files."));
            return;
        }
        if (officer) {
            add(warnings(passports, people));
        }
        add(new H2("Specialists"), permissions(people), new H2("Who may read where"), matrix(people, facilities));
    }

    private Grid<Specialist> permissions(List<Specialist> people) {
        var grid = calm("Specialists with their shifts and permissions", people);
        grid.addColumn(this::shift).setHeader("shift").setFlexGrow(2);
        grid.addComponentColumn(this::licences).setHeader("licences").setFlexGrow(3);
        grid.addColumn(SpecialistsView::competencies).setHeader("reads").setFlexGrow(2);
        grid.addColumn(Specialist::capacity).setHeader("holds at most");
        return grid;
    }

    private Grid<Specialist> matrix(List<Specialist> people, List<Facility> facilities) {
        var grid = calm("Specialists against facilities", people);
        facilities.forEach(facility -> grid.addColumn(one -> may(one, facility)).setHeader(facility.name()));
        return grid;
    }

    private Grid<Specialist> calm(String label, List<Specialist> people) {
        var grid = new Grid<Specialist>();
        grid.getElement().setAttribute("aria-label", label);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addComponentColumn(this::name).setHeader("name").setFlexGrow(1);
        grid.setItems(people);
        return grid;
    }

    /** Passports are the officer's; others see who there is. */
    private Component name(Specialist one) {
        return officer
                ? new RouterLink(one.displayName(), PassportView.class, one.username())
                : new Span(one.displayName());
    }

    /** What ends soon, for the officer, the most pressing first. */
    private Component warnings(Passports passports, List<Specialist> people) {
        var names = people.stream().collect(Collectors.toMap(Specialist::username, Specialist::displayName));
        var given = passports.warnings();
        var section = new Section(new H2(given.isEmpty() ? "Nothing ends within 90 days" : "Ends soon"));
        given.forEach(warning -> {
            var line = new Div(
                    new RouterLink(
                            names.getOrDefault(warning.username(), warning.username()),
                            PassportView.class,
                            warning.username()),
                    new Span(": ⚠ " + warning.words()));
            line.addClassName(warning.daysBefore() == 0 ? "ended" : "expiring");
            section.add(line);
        });
        return section;
    }

    private String shift(Specialist one) {
        return one.shiftEnd(now)
                .map(end -> "on until " + DAY_AND_CLOCK.format(end) + " " + end.getZone())
                .or(() -> one.nextShift(now)
                        .map(start -> "off until " + DAY_AND_CLOCK.format(start) + " " + start.getZone()))
                .orElse("no shift");
    }

    private Component licences(Specialist one) {
        var privileges = one.privileges().stream()
                .map(privilege -> Standings.of(
                        "privilege " + privilege.tenant(), privilege.standingOn(today), privilege.validTo(), today))
                .filter(line -> !line.style().isEmpty());
        var licences = one.licences().stream()
                .map(licence ->
                        Standings.of(licence.jurisdiction(), licence.standingOn(today), licence.validTo(), today));
        var lines = new Div();
        lines.addClassName("credentials-lines");
        Stream.concat(licences, privileges).map(SpecialistsView::span).forEach(lines::add);
        return lines;
    }

    private static Span span(Line line) {
        var span = new Span(line.words());
        if (!line.style().isEmpty()) {
            span.addClassName(line.style());
        }
        return span;
    }

    private static String competencies(Specialist one) {
        return one.competencies().stream()
                .map(able -> able.modality()
                        + (able.bodyRegion().equals("*") ? "" : " " + able.bodyRegion())
                        + (able.ages() == Ages.ANY
                                ? ""
                                : " " + Standings.inWords(able.ages().name())))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String may(Specialist one, Facility facility) {
        var obstacles = ReadingRights.obstacles(one, new Place(facility.tenant(), facility.jurisdiction()), today);
        return obstacles.isEmpty() ? "✓ may read" : "✗ " + String.join(", ", obstacles);
    }
}
