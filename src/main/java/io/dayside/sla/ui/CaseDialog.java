package io.dayside.sla.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.dayside.sla.CaseClock;
import io.dayside.sla.CaseStory;
import io.dayside.sla.ReadingFloor.Reader;
import io.dayside.ui.Countdown;
import io.dayside.ui.UrgencyBadge;
import java.time.Instant;

/** One case in full: its promise, who holds it, who may read it and who may not and why, what happened. */
class CaseDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    CaseDialog(CaseStory story, Times times, Instant now) {
        super(story.number() + " · " + story.study());
        addClassName("case-dialog");
        setWidth("min(46rem, 96vw)");
        add(about(story, times, now));
        if (!story.readers().isEmpty()) {
            add(new H3("Who may read it"), readers(story));
        }
        add(new H3("What happened · times of " + times.place()), steps(story, times));
        var close = new Button("Close", _ -> close());
        close.setAutofocus(true);
        getFooter().add(close);
    }

    private static Component about(CaseStory story, Times times, Instant now) {
        var promise = new Div(
                new UrgencyBadge(
                        UrgencyBadge.Level.of(story.priority()),
                        story.priority().name()),
                new Span(story.hospital()),
                new Span(story.kind()),
                clock(story.clock(), times, now));
        promise.addClassNames("case-dialog-line", "figures");
        var standing = new Paragraph(times.since(story.standing(), story.standingSince()));
        if (!story.withoutReader().isEmpty()) {
            standing.addClassName("promises-alarm-words");
        }
        return new Div(promise, standing);
    }

    private static Component clock(CaseClock clock, Times times, Instant now) {
        var promised = "promised in %s, by %s".formatted(Amounts.words(clock.target()), times.clock(clock.dueAt()));
        var line = new Span(promised + " · ");
        var stoppedAt = clock.stoppedAt();
        line.add(stoppedAt == null ? new Countdown(clock.dueAt(), now) : new Span("signed " + times.clock(stoppedAt)));
        return line;
    }

    private static Component readers(CaseStory story) {
        var list = new UnorderedList();
        list.addClassName("case-dialog-readers");
        story.readers().stream().map(CaseDialog::reader).forEach(list::add);
        return list;
    }

    private static ListItem reader(Reader reader) {
        var name = new Span((reader.may() ? "✓ " : "✗ ") + reader.displayName());
        name.addClassName("case-dialog-name");
        var why = new Span(reader.may() ? "may read it now" : String.join(" · ", reader.obstacles()));
        why.addClassName("promises-nothing");
        return new ListItem(name, why);
    }

    private static Component steps(CaseStory story, Times times) {
        var list = new OrderedList();
        list.addClassName("case-dialog-steps");
        story.steps().forEach(step -> {
            var at = new Span(times.clock(step.at()));
            at.addClassName("figures");
            list.add(new ListItem(at, new Span(step.what() + " · " + step.who())));
        });
        return list;
    }
}
