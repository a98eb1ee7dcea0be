package io.dayside.insight.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.archive.StorageUse;
import io.dayside.archive.Studies;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.delivery.Deliveries;
import io.dayside.delivery.Delivery;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.sla.Promises;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.LiveUpdates;
import io.dayside.ui.NavigationEntry;
import io.dayside.ui.UrgencyBadge;
import io.dayside.ui.ViewerZone;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Does it come in, and does it go out? Hospitals as they are configured and what they sent; reports on their way. */
@Route(ServiceView.ROUTE)
@PageTitle("Service · Dayside")
@RolesAllowed("OPERATOR")
@StyleSheet("insight.css")
class ServiceView extends Div {

    static final String ROUTE = "service";

    private static final long serialVersionUID = 1L;
    private static final int MOST_DELIVERIES = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

    /** A hospital with how it stands. */
    private record HospitalRow(
            Hospital hospital, @Nullable Instant lastObject, long storedBytes, int open, int breached) {}

    /** A delivery with what a person calls it by. */
    private record DeliveryRow(Delivery delivery, String hospital, String number) {}

    private final transient Tenants tenants;
    private final transient Studies studies;
    private final transient StorageUse use;
    private final transient Promises promises;
    private final transient Deliveries deliveries;
    private final transient Cases cases;
    private final transient LiveUpdates live;
    private final transient Caller caller;
    private final transient List<AutoCloseable> listeners = new ArrayList<>();
    private final AtomicBoolean refreshAsked = new AtomicBoolean();
    private final Grid<HospitalRow> hospitals = new Grid<>();
    private final Paragraph summary = new Paragraph();
    private final Grid<DeliveryRow> undelivered = new Grid<>();
    private final H2 times = new H2();
    private ZoneId zone = ZoneOffset.UTC;

    ServiceView(
            Tenants tenants,
            Studies studies,
            StorageUse use,
            Promises promises,
            Deliveries deliveries,
            Cases cases,
            LiveUpdates live,
            Callers callers) {
        this.tenants = tenants;
        this.studies = studies;
        this.use = use;
        this.promises = promises;
        this.deliveries = deliveries;
        this.cases = cases;
        this.live = live;
        this.caller = callers.required();
        addClassName("service");
        layOutHospitals();
        layOutDeliveries();
        add(times, hospitals, new H2("Reports on their way out"), summary, undelivered);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        var ui = event.getUI();
        zone = ViewerZone.of(ui);
        times.setText("Hospitals · times of " + ViewerZone.place(zone));
        Set.of(LiveUpdates.Topic.CASES, LiveUpdates.Topic.DELIVERIES)
                .forEach(topic -> listeners.add(live.listen(caller.tenants(), topic, () -> refreshSoon(ui))));
        refresh();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        listeners.forEach(ServiceView::close);
        listeners.clear();
    }

    private static void close(AutoCloseable listener) {
        try {
            listener.close();
        } catch (Exception e) {
            throw new IllegalStateException("a listener could not be closed", e);
        }
    }

    /** Many announcements in a row lead to one refresh. */
    private void refreshSoon(UI ui) {
        if (refreshAsked.compareAndSet(false, true)) {
            var _ = ui.access(() -> {
                refreshAsked.set(false);
                refresh();
            });
        }
    }

    private <T> T seen(Supplier<T> question) {
        return TenantScope.call(caller.tenants(), question::get);
    }

    private void refresh() {
        hospitals.setItems(seen(this::hospitalRows));
        var rows = seen(this::deliveryRows);
        undelivered.setItems(rows);
        undelivered.setVisible(!rows.isEmpty());
        summary.setText(summary(rows.stream().map(DeliveryRow::delivery).toList()));
    }

    private List<HospitalRow> hospitalRows() {
        var received = studies.lastReceived(caller.tenants());
        return promises.today(caller.tenants()).stream()
                .map(today -> new HospitalRow(
                        tenants.get(today.tenant()),
                        received.get(today.tenant()),
                        use.bytes(today.tenant()),
                        today.open(),
                        today.breached()))
                .toList();
    }

    private List<DeliveryRow> deliveryRows() {
        var waiting = deliveries.unconfirmed(MOST_DELIVERIES);
        Map<CaseId, String> numbers =
                cases.numbers(waiting.stream().map(Delivery::caseId).distinct().toList());
        return waiting.stream()
                .map(one -> new DeliveryRow(
                        one,
                        tenants.find(one.caseId().tenant())
                                .map(Hospital::name)
                                .orElse(one.caseId().tenant().code()),
                        numbers.getOrDefault(one.caseId(), one.caseId().id().toString())))
                .toList();
    }

    private static String summary(List<Delivery> waiting) {
        if (waiting.isEmpty()) {
            return "Every signed report that goes out by HL7 has been confirmed by its hospital.";
        }
        long dead = waiting.stream()
                .filter(one -> one.state() == Delivery.State.DEAD)
                .count();
        return "%d failed and wait for you, %d will be tried again by themselves."
                .formatted(dead, waiting.size() - dead);
    }

    private void layOutHospitals() {
        calm(hospitals, "Hospitals with what they may do and when they last sent");
        hospitals.addColumn(row -> row.hospital().name()).setHeader("hospital").setFlexGrow(2);
        hospitals.addColumn(row -> row.hospital().aeTitle()).setHeader("AE title");
        hospitals
                .addColumn(row -> row.hospital().senders().stream()
                        .map(Hospital.Sender::aeTitle)
                        .collect(Collectors.joining(", ")))
                .setHeader("senders")
                .setFlexGrow(2);
        hospitals
                .addColumn(row -> row.hospital().facilities().stream()
                        .map(facility -> facility.name() + " (" + facility.jurisdiction() + ")")
                        .collect(Collectors.joining("; ")))
                .setHeader("facilities")
                .setFlexGrow(3);
        hospitals
                .addColumn(row -> String.join(", ", row.hospital().models()))
                .setHeader("models")
                .setFlexGrow(2);
        hospitals
                .addColumn(row -> results(row.hospital()))
                .setHeader("results go to")
                .setFlexGrow(2);
        hospitals
                .addColumn(row -> row.lastObject() == null ? "nothing yet" : time(row.lastObject()))
                .setHeader("last object");
        hospitals
                .addComponentColumn(row -> stored(row.hospital(), row.storedBytes()))
                .setHeader("stored");
        hospitals
                .addColumn(row -> row.open() + (row.breached() == 0 ? "" : ", " + row.breached() + " over"))
                .setHeader("open cases");
    }

    private static Span stored(Hospital hospital, long bytes) {
        var stored = new Span(StoredWords.of(bytes, hospital.quota()));
        stored.addClassName("figures");
        stored.getElement().getClassList().set("warned", StoredWords.warns(bytes, hospital.quota()));
        return stored;
    }

    private static String results(Hospital hospital) {
        var address = hospital.results();
        return address == null ? "the portal only" : address.host() + ":" + address.port();
    }

    private void layOutDeliveries() {
        calm(undelivered, "Reports that no hospital has confirmed");
        undelivered.addComponentColumn(row -> state(row.delivery())).setHeader("state");
        undelivered.addColumn(DeliveryRow::hospital).setHeader("hospital");
        undelivered
                .addColumn(row -> row.number() + " v" + row.delivery().reportVersion())
                .setHeader("report");
        undelivered.addColumn(row -> row.delivery().address()).setHeader("to").setFlexGrow(2);
        undelivered.addColumn(row -> row.delivery().tries()).setHeader("tries");
        undelivered
                .addColumn(row -> row.delivery().lastProblem())
                .setHeader("reason")
                .setFlexGrow(2);
        undelivered.addColumn(row -> time(row.delivery().queuedAt())).setHeader("signed");
        undelivered.addColumn(row -> time(row.delivery().changedAt())).setHeader("last try");
        undelivered.addComponentColumn(row -> again(row)).setHeader("");
    }

    private static <T> void calm(Grid<T> grid, String label) {
        grid.getElement().setAttribute("aria-label", label);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addThemeVariants(GridVariant.LUMO_WRAP_CELL_CONTENT);
    }

    private static Component state(Delivery delivery) {
        return switch (delivery.state()) {
            case DEAD -> new UrgencyBadge(UrgencyBadge.Level.CRITICAL, "failed");
            case RETRYING -> new UrgencyBadge(UrgencyBadge.Level.URGENT, "tried, waits");
            case QUEUED -> new UrgencyBadge(UrgencyBadge.Level.ROUTINE, "waits");
            case SENT -> new UrgencyBadge(UrgencyBadge.Level.ROUTINE, "sent, not confirmed");
            case CONFIRMED -> new UrgencyBadge(UrgencyBadge.Level.DONE, "confirmed");
        };
    }

    /** Only what failed for good waits for a person. */
    private Component again(DeliveryRow row) {
        if (row.delivery().state() != Delivery.State.DEAD) {
            return new Span();
        }
        var button = new Button("Send again", _ -> {
            seen(() -> {
                deliveries.sendAgain(row.delivery().caseId(), row.delivery().id());
                return true;
            });
            refresh();
        });
        button.addThemeVariants(ButtonVariant.SMALL);
        button.setAriaLabel("Send report of " + row.number() + " again");
        return button;
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        /** First of what an operator sees. */
        @Bean
        NavigationEntry servicePage() {
            return new NavigationEntry("Service", ROUTE, Set.of(Role.OPERATOR), 5);
        }
    }
}
