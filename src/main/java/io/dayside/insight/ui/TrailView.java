package io.dayside.insight.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.HorizontalLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.audit.TrailEntry;
import io.dayside.audit.TrailReader;
import io.dayside.cases.Cases;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.NavigationEntry;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** "Who did what?": one hospital's trail, newest first. */
@Route(TrailView.ROUTE)
@PageTitle("Trail · Dayside")
@RolesAllowed({"AUDITOR", "OPERATOR", "COORDINATOR", "MANAGER"})
@StyleSheet("insight.css")
class TrailView extends VerticalLayout {

    static final String ROUTE = "trail";

    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final Set<Role> READERS = EnumSet.of(Role.AUDITOR, Role.OPERATOR, Role.COORDINATOR, Role.MANAGER);

    private final transient TrailReader reader;
    private final transient Cases cases;
    private final ComboBox<TenantId> hospital = new ComboBox<>("Hospital");
    private final TextField text = new TextField("Who, what or which object");
    private final Grid<TrailEntry> entries = new Grid<>();
    private transient TrailWords words;
    private transient @Nullable TrailEntry focused;

    TrailView(TrailReader reader, Cases cases, Tenants tenants, Callers callers) {
        this.reader = reader;
        this.cases = cases;
        this.words = TrailWords.of(List.of(), cases);
        setSizeFull();
        var open = openTo(callers.required());
        hospital.setItems(open);
        hospital.setItemLabelGenerator(
                tenant -> tenants.find(tenant).map(Hospital::name).orElse(tenant.code()));
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
                                + ". Times are UTC. Click a row, or press Enter on it, for the whole entry. Looking here is itself an entry. Prove the chain with ./dayside audit verify --data DIR, where DIR is what ./dayside up was given."),
                entries);
        setFlexGrow(1, entries);
        open.stream().findFirst().ifPresent(hospital::setValue);
    }

    /** A coordinator who reads for another hospital sees no trail of that one. */
    static List<TenantId> openTo(Caller caller) {
        return caller.tenants().stream()
                .filter(tenant -> caller.isOneOf(READERS, tenant))
                .sorted()
                .toList();
    }

    private void layOutColumns() {
        entries.addThemeVariants(
                GridVariant.LUMO_COMPACT, GridVariant.LUMO_ROW_STRIPES, GridVariant.LUMO_WRAP_CELL_CONTENT);
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
        entries.addColumn(entry -> TrailWords.words(entry.action().name()))
                .setHeader("What")
                .setAutoWidth(true)
                .setFlexGrow(0);
        entries.addColumn(entry -> words.object(entry))
                .setHeader("Object")
                .setWidth("14rem")
                .setFlexGrow(0);
        entries.addColumn(entry -> TrailWords.words(entry.outcome().name()))
                .setHeader("Outcome")
                .setAutoWidth(true)
                .setFlexGrow(0);
        entries.addColumn(TrailWords::details).setHeader("Details").setFlexGrow(1);
        entries.addColumn(entry -> entry.hash().substring(0, 12))
                .setHeader("Hash")
                .setAutoWidth(true)
                .setFlexGrow(0);
        entries.setItemDetailsRenderer(new ComponentRenderer<>(TrailView::full));
        Shortcuts.addShortcutListener(entries, this::expandFocused, Key.ENTER).listenOn(entries);
        entries.addCellFocusListener(focus -> focused = focus.getItem().orElse(null));
        entries.setEmptyStateText("Nothing of this hospital answers to that.");
    }

    private void refresh() {
        var tenant = hospital.getValue();
        if (tenant != null) {
            var found = reader.ask(new TrailReader.Question(
                    tenant, Long.MAX_VALUE, text.getValue().strip()));
            words = TrailWords.of(found, cases);
            entries.setItems(found);
        }
    }

    private void expandFocused() {
        if (focused != null) {
            entries.setDetailsVisible(focused, !entries.isDetailsVisible(focused));
        }
    }

    /** Everything that the chain holds of one entry, as it stands there. */
    private static Component full(TrailEntry entry) {
        var list = new DescriptionList();
        list.addClassNames("trail-entry", "figures");
        add(list, "entry", entry.seq() + " of the trail of " + entry.tenant());
        add(list, "time", TIME.format(entry.at()) + " UTC");
        add(list, "who", entry.actorName() + " (" + entry.actorId() + ")");
        add(
                list,
                "what",
                TrailWords.words(entry.action().name()) + "; DICOM: "
                        + entry.action().dicomMessage());
        add(list, "object", entry.object());
        add(list, "outcome", TrailWords.words(entry.outcome().name()));
        new TreeMap<>(entry.details()).forEach((key, value) -> add(list, key, value.isBlank() ? "–" : value));
        add(list, "hash", entry.hash());
        return list;
    }

    private static void add(DescriptionList list, String name, String value) {
        list.add(new DescriptionList.Term(name), new DescriptionList.Description(value));
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry trailPage() {
            return new NavigationEntry("Trail", ROUTE, READERS, 90);
        }
    }
}
