package io.dayside.reading.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import io.dayside.reading.SecondOpinions.Waiting;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Colleagues' questions that wait for an answer; not shown where there is none. */
class AskedOfYou extends Div {

    private static final long serialVersionUID = 1L;

    private final transient UnaryOperator<String> names;
    private final ZoneId zone;
    private final Div list = new Div();
    private transient List<Waiting> shown = List.of();

    /** @param names of people by their usernames */
    AskedOfYou(UnaryOperator<String> names, ZoneId zone) {
        this.names = names;
        this.zone = zone;
        addClassName("asked-of-you");
        setId("asked-of-you");
        getElement().setAttribute("role", "status");
        list.getElement().setAttribute("role", "list");
        var heading = new H2("Asked for your opinion ");
        var cap = new Span("O");
        cap.addClassName("key");
        heading.add(cap);
        add(heading, list);
        setVisible(false);
    }

    /** Leaves the list alone where nothing has changed, so that the focus stays. */
    void show(List<Waiting> waiting) {
        if (waiting.equals(shown)) {
            return;
        }
        shown = List.copyOf(waiting);
        list.removeAll();
        shown.forEach(one -> list.add(row(one)));
        setVisible(!shown.isEmpty());
    }

    /** The one that has waited longest. */
    Optional<Waiting> first() {
        return shown.stream().findFirst();
    }

    private RouterLink row(Waiting waiting) {
        var opinion = waiting.opinion();
        var who = new Span(names.apply(opinion.asker()));
        who.addClassName("opinion-who");
        var question = new Span("“" + opinion.question() + "”");
        question.addClassName("asked-question");
        var row = new RouterLink();
        row.setRoute(OpinionView.class, ReadingNavigation.parameters(opinion));
        row.add(
                who,
                new Span(Words.study(waiting.work())),
                question,
                new Span(Words.clock(opinion.askedAt(), zone) + " " + Words.place(zone)));
        row.addClassName("asked-row");
        row.getElement().setAttribute("role", "listitem");
        return row;
    }
}
