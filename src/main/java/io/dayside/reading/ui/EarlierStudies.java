package io.dayside.reading.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.dayside.priors.PriorsOverview;
import io.dayside.priors.PriorsOverview.Entry;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The patient's earlier studies at the hospital, with what has become of fetching them. */
class EarlierStudies extends Div {

    private final Div list = new Div();
    private final Consumer<Entry> chosen;
    private @Nullable PriorsOverview shown;
    private String openUid = "";

    /** @param chosen called with one that can be looked at */
    EarlierStudies(Consumer<Entry> chosen) {
        this.chosen = chosen;
        addClassNames("panel", "earlier");
        setId("earlier");
        var heading = new H2("Earlier studies");
        var cap = new Span("E");
        cap.addClassName("key");
        heading.add(new Text(" "), cap);
        list.getElement().setAttribute("role", "list");
        list.addClassName("earlier-list");
        add(heading, list);
    }

    /** Leaves the list alone where nothing has changed, so that the focus stays. */
    void show(PriorsOverview overview) {
        if (!overview.equals(shown)) {
            shown = overview;
            draw(overview);
        }
    }

    /** @param studyUid the one that is looked at; empty for none */
    void mark(String studyUid) {
        openUid = studyUid;
        Optional.ofNullable(shown).ifPresent(this::draw);
    }

    /** The most relevant one that can be looked at. */
    Optional<Entry> first() {
        return Optional.ofNullable(shown)
                .flatMap(overview ->
                        overview.entries().stream().filter(Entry::held).findFirst());
    }

    private void draw(PriorsOverview overview) {
        list.removeAll();
        overview.entries().forEach(entry -> list.add(row(overview, entry)));
        if (overview.entries().isEmpty()) {
            var none = new Span(EarlierWords.none(overview));
            none.addClassName("small");
            list.add(none);
        }
    }

    private Div row(PriorsOverview overview, Entry entry) {
        var date = new Span(EarlierWords.date(entry));
        date.addClassName("earlier-date");
        var study = new Span(EarlierWords.study(entry));
        study.addClassName("earlier-study");
        var state = new Span(EarlierWords.state(overview, entry));
        state.addClassName("small");
        var row = new Div();
        row.addClassName("earlier-row");
        row.getElement().setAttribute("role", "listitem");
        if (entry.held()) {
            var open = new NativeButton();
            open.add(date, study);
            open.addClickListener(_ -> chosen.accept(entry));
            boolean isOpen = entry.prior().ref().studyInstanceUid().equals(openUid);
            open.getElement().setAttribute("aria-pressed", Boolean.toString(isOpen));
            row.add(open, state);
        } else {
            var line = new Div(date, study);
            line.addClassName("earlier-line");
            row.add(line, state);
        }
        return row;
    }
}
