package io.dayside.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The frame around every page: a slim bar with the person's pages, the page below it. */
@Layout
@AnonymousAllowed
class Shell extends Composite<Div> implements RouterLayout, AfterNavigationObserver {

    private static final long serialVersionUID = 1L;

    private final transient List<NavigationEntry> entries;
    private final transient List<BarItem> items;
    private final Nav navigation = new Nav();
    private final Main page = new Main();
    private String here = "";

    Shell(Callers callers, ObjectProvider<NavigationEntry> contributed, ObjectProvider<BarItem> items) {
        var caller = callers.current();
        entries = caller.map(person -> visibleTo(person, contributed)).orElse(List.of());
        this.items = items.orderedStream().toList();
        getContent().addClassName("shell");
        getContent().add(bar(caller.orElse(null)), page);
        page.addClassName("shell-page");
        choosePalette(caller.orElse(null));
    }

    private static List<NavigationEntry> visibleTo(Caller person, ObjectProvider<NavigationEntry> contributed) {
        return contributed.stream()
                .filter(entry -> entry.roles().stream().anyMatch(person::is))
                .sorted(Comparator.comparingInt(NavigationEntry::order))
                .toList();
    }

    private Component bar(@Nullable Caller caller) {
        var bar = new Header();
        bar.addClassName("shell-bar");
        var name = new Span("Dayside");
        name.addClassName("shell-name");
        navigation.addClassName("shell-navigation");
        navigation.getElement().setAttribute("aria-label", "Pages");
        var space = new Span();
        space.addClassName("shell-space");
        bar.add(name, navigation, space, new LocalClock());
        if (caller != null) {
            items.forEach(item -> bar.add(item.of(caller)));
            bar.add(personMenu(caller));
        }
        return bar;
    }

    private static MenuBar personMenu(Caller caller) {
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_TERTIARY_INLINE, MenuBarVariant.LUMO_SMALL);
        MenuItem person = menu.addItem(caller.displayName());
        person.setAriaLabel("Your account");
        if (!caller.is(Role.SPECIALIST)) {
            person.getSubMenu().addItem("Light", _ -> paint(ColorScheme.Value.LIGHT));
            person.getSubMenu().addItem("Dark", _ -> paint(ColorScheme.Value.DARK));
        }
        person.getSubMenu().addItem("Log out", _ -> UI.getCurrent().getPage().setLocation("/logout"));
        return menu;
    }

    /** Specialists sit in the dark; everybody else follows their system. */
    private static void choosePalette(@Nullable Caller caller) {
        paint(caller != null && caller.is(Role.SPECIALIST) ? ColorScheme.Value.DARK : ColorScheme.Value.LIGHT_DARK);
    }

    private static void paint(ColorScheme.Value scheme) {
        UI.getCurrent().getPage().setColorScheme(scheme);
    }

    @Override
    public void showRouterLayoutContent(HasElement content) {
        page.getElement().removeAllChildren();
        page.getElement().appendChild(content.getElement());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        here = event.getLocation().getPath();
        // Pages share one scrolling frame: a page opened from far down in a list begins at its top.
        page.getElement().executeJs("this.scrollTop = 0");
        showPages();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        var counting = ComponentUtil.addListener(event.getUI(), WaitingChanged.class, _ -> showPages());
        addDetachListener(detached -> {
            detached.unregisterListener();
            counting.remove();
        });
    }

    private void showPages() {
        navigation.removeAll();
        entries.forEach(entry -> navigation.add(new PageLink(entry, here.equals(entry.route()))));
    }
}
