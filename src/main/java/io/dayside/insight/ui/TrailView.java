package io.dayside.insight.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.HorizontalLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.audit.TrailEntry;
import io.dayside.audit.TrailReader;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import io.dayside.ui.NavigationEntry;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** "Who did what?": one hospital's trail, newest first. */
@Route(TrailView.ROUTE)
@PageTitle("Trail · Dayside")
@RolesAllowed({"AUDITOR", "OPERATOR", "COORDINATOR", "MANAGER"})
class TrailView extends VerticalLayout {

    static final String ROUTE = "trail";

    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final transient TrailReader reader;
    private final ComboBox<TenantId> hospital = new ComboBox<>("Hospital");
    private final TextField text = new TextField("Who, what or which object");
    private final Grid<TrailEntry> entries = new Grid<>();

    TrailView(TrailReader reader, Callers callers) {
        this.reader = reader;
        setSizeFull();
        var tenants = callers.required().tenants().stream().sorted().toList();
        hospital.setItems(tenants);
        hospital.addValueChangeListener(_ -> refresh());
        text.setWidth("20rem");
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setClearButtonVisible(true);
        text.addValueChangeListener(_ -> refresh());
        layOutColumns();
        add(
                new HorizontalLayout(hospital, text),
                new Paragraph(
                        "Newest first, at most " + TrailReader.PAGE
                                + ". Times are UTC. Looking here is itself an entry. Prove the chain with ./dayside audit verify."),
                entries);
        setFlexGrow(1, entries);
        tenants.stream().findFirst().ifPresent(hospital::setValue);
    }

    private void layOutColumns() {
        entries.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_ROW_STRIPES);
        entries.addClassName("figures");
        entries.addColumn(TrailEntry::seq).setHeader("No.").setAutoWidth(true).setFlexGrow(0);
        entries.addColumn(entry -> TIME.format(entry.at()))
                .setHeader("Time")
                .setAutoWidth(true)
                .setFlexGrow(0);
        entries.addColumn(TrailEntry::actorName)
                .setHeader("Who")
                .setAutoWidth(true)
                .setFlexGrow(0);
        entries.addColumn(entry -> words(entry.action().name()))
                .setHeader("What")
                .setAutoWidth(true)
                .setFlexGrow(0);
        entries.addColumn(TrailEntry::object)
                .setHeader("Object")
                .setTooltipGenerator(TrailEntry::object)
                .setFlexGrow(1);
        entries.addColumn(entry -> words(entry.outcome().name()))
                .setHeader("Outcome")
                .setAutoWidth(true)
                .setFlexGrow(0);
        entries.addColumn(TrailView::details)
                .setHeader("Details")
                .setTooltipGenerator(TrailView::details)
                .setFlexGrow(3);
        entries.addColumn(entry -> entry.hash().substring(0, 12))
                .setHeader("Hash")
                .setAutoWidth(true)
                .setFlexGrow(0);
        entries.setEmptyStateText("Nothing of this hospital answers to that.");
    }

    private void refresh() {
        var tenant = hospital.getValue();
        if (tenant != null) {
            entries.setItems(reader.ask(new TrailReader.Question(
                    tenant, Long.MAX_VALUE, text.getValue().strip())));
        }
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String details(TrailEntry entry) {
        return entry.details().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(detail -> detail.getKey() + " " + detail.getValue())
                .collect(Collectors.joining(", "));
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry trailPage() {
            return new NavigationEntry(
                    "Trail", ROUTE, Set.of(Role.AUDITOR, Role.OPERATOR, Role.COORDINATOR, Role.MANAGER), 90);
        }
    }
}
