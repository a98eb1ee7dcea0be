package io.dayside.sla.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
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
import io.dayside.sla.ClockBegin;
import io.dayside.sla.ReadingFloor.Reader;
import io.dayside.ui.Countdown;
import io.dayside.ui.UrgencyBadge;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One case in full: its promise, who holds it, who may read it and who may not and why, what happened. */
class CaseDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    /** @param letRead asks for a reason and lets somebody read the case past the rules; absent for who may not do that */
    CaseDialog(CaseStory story, Times times, Instant now, @Nullable Consumer<Reader> letRead) {
        super(story.number() + " · " + story.study());
        addClassName("case-dialog");
        setWidth("min(46rem, 96vw)");
        add(about(story, times, now));
        if (!story.readers().isEmpty()) {
            add(new H3("Who may read it"), readers(story, letRead));
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
        var promised = "promised in %s, by %s".formatted(promised(clock, times), times.clock(clock.dueAt()));
        var line = new Span(promised + " · ");
        var stoppedAt = clock.stoppedAt();
        line.add(stoppedAt == null ? new Countdown(clock.dueAt(), now) : new Span("signed " + times.clock(stoppedAt)));
        return line;
    }

    private static String promised(CaseClock clock, Times times) {
        var words = Amounts.promised(clock.target(), clock.begunWith());
        return clock.begunWith() == ClockBegin.ORDER ? words + " of " + times.clock(clock.startedAt()) : words;
    }

    private Component readers(CaseStory story, @Nullable Consumer<Reader> letRead) {
        var list = new UnorderedList();
        list.addClassName("case-dialog-readers");
        story.readers().stream().map(reader -> reader(reader, letRead)).forEach(list::add);
        return list;
    }

    private ListItem reader(Reader reader, @Nullable Consumer<Reader> letRead) {
        var name = new Span((reader.may() ? "✓ " : "✗ ") + reader.displayName());
        name.addClassName("case-dialog-name");
        var why = new Span(reader.may() ? "may read it now" : String.join(" · ", reader.obstacles()));
        why.addClassName("promises-nothing");
        var row = new ListItem(name, why);
        if (letRead != null && reader.overridable()) {
            row.add(letReadButton(reader, letRead));
        }
        return row;
    }

    private Button letReadButton(Reader reader, Consumer<Reader> letRead) {
        var button = new Button("Let them read it…", _ -> {
            close();
            letRead.accept(reader);
        });
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel("Let " + reader.displayName() + " read it past the rules");
        return button;
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
