package io.dayside.planning.ui;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.planning.Planner;
import io.dayside.planning.Planner.Comparison;
import io.dayside.planning.Planner.Past;
import io.dayside.simulation.Outcome;
import io.dayside.ui.EmptyState;
import jakarta.annotation.security.RolesAllowed;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** "Would one more reader at night have helped?": the last weeks replayed as they were and as they might have been. */
@Route(WhatIfView.ROUTE)
@PageTitle("What if · Dayside")
@RolesAllowed({"MANAGER", "OPERATOR"})
@StyleSheet("planning.css")
class WhatIfView extends Div {

    static final String ROUTE = "what-if";

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(WhatIfView.class);
    private static final int MOST_VARIANTS = 3;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private final transient Planner planner;
    private final transient JsonMapper json;
    private final Div variants = new Div();
    private final Button another = new Button("Add a variant", _ -> addVariant("Another"));
    private final Button compare = new Button("Compare", _ -> compare());
    private final Button stop = new Button("Stop", _ -> stop());
    private final ProgressBar progress = new ProgressBar();
    private final Span words = new Span();
    private final Div outcome = new Div();
    private List<String> readers = List.of();
    private transient @Nullable AtomicBoolean running;

    WhatIfView(Planner planner, JsonMapper json) {
        this.planner = planner;
        this.json = json;
        addClassName("what-if");
        add(new H1("What if?"));
        planner.past()
                .ifPresentOrElse(
                        this::begin,
                        () -> add(new EmptyState(
                                "There is no past to replay yet.",
                                "As soon as a case has come that somebody may read, it can be replayed with other readers, "
                                        + "other rules and other numbers of cases.")));
    }

    private void begin(Past past) {
        readers = past.readers();
        variants.addClassName("what-if-variants");
        outcome.getElement().setAttribute("aria-live", "polite");
        compare.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        compare.setTooltipText("R");
        var act = new Div(compare, stop, another, progress, words);
        act.addClassName("what-if-act");
        add(sentence(past), variants, act, outcome);
        addVariant("As it is");
        addVariant("One more at night").withOneMore(readers.getFirst());
        isRunning(false);
        Shortcuts.addShortcutListener(this, this::compare, Key.KEY_R);
    }

    private static Paragraph sentence(Past past) {
        var sentence = new StringBuilder("%s that came since %s, replayed with the weekly shifts of %s."
                .formatted(
                        counted(past.cases(), "case"),
                        DAY.format(past.from()),
                        counted(past.readers().size(), "reader")));
        sentence.append(
                past.assumed()
                        ? " So few were signed (%d) that reading is assumed to take ten minutes on average."
                                .formatted(past.measured())
                        : " Reading takes what it took in %d signed cases.".formatted(past.measured()));
        if (past.leftOut() > 0) {
            sentence.append(" Left out: %s that nobody may read today.".formatted(counted(past.leftOut(), "case")));
        }
        return new Paragraph(sentence.append(" Nothing here changes anything.").toString());
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private VariantCard addVariant(String name) {
        var card = new VariantCard(name, readers, this::remove);
        variants.add(card);
        another.setVisible(variants.getComponentCount() < MOST_VARIANTS);
        return card;
    }

    private void remove(VariantCard card) {
        if (variants.getComponentCount() > 1) {
            variants.remove(card);
        }
        another.setVisible(true);
    }

    private void compare() {
        if (running != null) {
            return;
        }
        try {
            var asked = variants.getChildren()
                    .map(VariantCard.class::cast)
                    .map(VariantCard::variant)
                    .toList();
            planner.compare(asked).ifPresent(this::run);
        } catch (IllegalArgumentException e) {
            say(e.getMessage(), true);
        }
    }

    private void run(Comparison comparison) {
        var ui = getUI().orElseThrow();
        var cancelled = new AtomicBoolean();
        running = cancelled;
        isRunning(true);
        say("Replaying …", false);
        outcome.removeAll();
        // It computes and never waits: virtual threads are for what waits.
        Thread.ofPlatform()
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .name("what-if")
                .start(() -> run(comparison, ui, cancelled));
    }

    private void run(Comparison comparison, UI ui, AtomicBoolean cancelled) {
        try {
            var shown = new AtomicInteger();
            var outcomes = comparison.run(share -> showProgress(ui, shown, share), cancelled::get);
            var _ = ui.access(() -> ended(outcomes, cancelled.get()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UIDetachedException e) {
            cancelled.set(true);
            log.debug("nobody waits for this comparison any more", e);
        } catch (RuntimeException e) {
            log.error("a comparison failed", e);
            var _ = ui.access(() -> {
                ended(List.of(), true);
                say("This comparison could not be finished. Dayside's operator finds the reason in the log.", true);
            });
        }
    }

    /** Whole percents only: a run may say its share thousands of times. */
    private void showProgress(UI ui, AtomicInteger shown, double share) {
        int percent = (int) (share * 100);
        if (shown.getAndSet(percent) != percent) {
            var _ = ui.access(() -> progress.setValue(percent / 100.0));
        }
    }

    private void ended(List<Outcome> outcomes, boolean stopped) {
        running = null;
        isRunning(false);
        outcome.removeAll();
        if (!outcomes.isEmpty()) {
            outcome.add(new OutcomeCharts(outcomes, json));
        }
        say(stopped ? outcomes.isEmpty() ? "Stopped." : "Stopped: of fewer repetitions than ten." : "", false);
    }

    private void stop() {
        if (running != null) {
            running.set(true);
        }
    }

    private void isRunning(boolean is) {
        progress.setValue(0);
        progress.setVisible(is);
        stop.setVisible(is);
        compare.setEnabled(!is);
    }

    private void say(@Nullable String what, boolean wrong) {
        words.setText((wrong ? "⚠ " : "") + (what == null ? "" : what));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stop();
    }
}
