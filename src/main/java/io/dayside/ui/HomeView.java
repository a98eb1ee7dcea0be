package io.dayside.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.identity.Callers;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import org.springframework.beans.factory.ObjectProvider;

/** Leads everybody to the first page of their role. */
@Route("")
@PageTitle("Dayside")
@PermitAll
class HomeView extends Div implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Callers callers;
    private final transient ObjectProvider<NavigationEntry> entries;

    HomeView(Callers callers, ObjectProvider<NavigationEntry> entries) {
        this.callers = callers;
        this.entries = entries;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        callers.current()
                .flatMap(person -> entries.stream()
                        .filter(entry -> entry.roles().stream().anyMatch(person::is))
                        .min(Comparator.comparingInt(NavigationEntry::order)))
                .ifPresentOrElse(entry -> event.forwardTo(entry.route()), this::nothingYet);
    }

    private void nothingYet() {
        add(new EmptyState(
                "You have no page here yet",
                "Ask your hospital's coordinator, or the operator of Dayside, for a role."));
    }
}
