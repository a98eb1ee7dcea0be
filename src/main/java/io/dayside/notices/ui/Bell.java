package io.dayside.notices.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.popover.Popover;
import io.dayside.identity.Caller;
import io.dayside.notices.Notices;
import io.dayside.notices.Notices.Told;
import io.dayside.ui.LiveRefresh;
import io.dayside.ui.LiveUpdates;
import io.dayside.ui.ViewerZone;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How many notices are new, and what they say; looking at them makes them seen. */
class Bell extends Div {

    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private final transient Notices notices;
    private final Button button = new Button();
    private final Popover list = new Popover();
    private final Span news = new Span();

    Bell(Notices notices, LiveUpdates updates, Caller caller) {
        this.notices = notices;
        addClassName("bell");
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        news.addClassName("for-readers");
        news.getElement().setAttribute("aria-live", "polite");
        list.setTarget(button);
        list.setWidth("min(30rem, 92vw)");
        list.setAriaLabel("Notices");
        list.addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                open();
            }
        });
        add(button, list, news);
        LiveRefresh.of(this, updates, caller.tenants(), LiveUpdates.Topic.NOTICES, this::look);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        look();
    }

    private void look() {
        long unseen = notices.mine().stream().filter(told -> !told.seen()).count();
        button.setText(unseen == 0 ? "Notices" : "Notices · " + unseen);
        button.setAriaLabel(unseen == 0 ? "Notices" : "Notices, %d new".formatted(unseen));
        button.setClassName("bell-new", unseen > 0);
        news.setText(unseen == 0 ? "" : "%d new notices".formatted(unseen));
    }

    private void open() {
        var all = notices.mine().stream().limit(MOST_SHOWN).toList();
        list.removeAll();
        list.add(new H2("Notices"), all.isEmpty() ? nothing() : items(all));
        notices.seen(all.stream().map(told -> told.notice().id()).toList());
        look();
    }

    private static Paragraph nothing() {
        return new Paragraph(
                "Nothing in the last two days. You are told here when a promise is in danger or a pressing case "
                        + "waits for you.");
    }

    private UnorderedList items(List<Told> all) {
        var zone = getUI().map(ViewerZone::of).orElseThrow();
        var items = new UnorderedList();
        items.addClassName("bell-list");
        all.stream().map(told -> item(told, zone)).forEach(items::add);
        return items;
    }

    private static ListItem item(Told told, ZoneId zone) {
        var notice = told.notice();
        var at = new Span((told.seen() ? "" : "● ") + TIME.format(notice.at().atZone(zone)));
        at.addClassName("bell-time");
        return new ListItem(at, new Anchor(notice.link().substring(1), notice.words()));
    }
}
