package io.dayside.delivery.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.dayside.archive.StudyRef;
import io.dayside.intake.ReceivingStudy;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Studies that are being received, those first of which nothing has come for longest. Rows keep their places while the
 * page is open, so that none moves away from whoever is about to click.
 */
class ReceivingCard extends Section {

    static final int MOST_ROWS = 50;

    private static final long serialVersionUID = 1L;

    private final transient IntFunction<List<ReceivingStudy>> receiving;
    private final transient Function<ReceivingStudy, String> words;
    private final transient Predicate<TenantId> mayComplete;
    private final transient Consumer<StudyRef> complete;
    private final transient Clock clock;
    private final transient Map<StudyRef, ReceivingRow> rows = new LinkedHashMap<>();
    private final Span count = new Span();
    private final Paragraph none = new Paragraph("No study is arriving.");
    private transient @Nullable Instant looksAgainAt;

    /**
     * @param receiving what is being received, at most so many
     * @param words what a study waits for
     * @param mayComplete whether whoever looks at the page may say that a study of that hospital is complete
     * @param complete called with the study of which they say it
     */
    ReceivingCard(
            IntFunction<List<ReceivingStudy>> receiving,
            Function<ReceivingStudy, String> words,
            Predicate<TenantId> mayComplete,
            Consumer<StudyRef> complete,
            Clock clock) {
        this.receiving = receiving;
        this.words = words;
        this.mayComplete = mayComplete;
        this.complete = complete;
        this.clock = clock;
        addClassName("card");
        setId("receiving");
        count.addClassNames("count", "figures");
        var heading = new H2("Being received ");
        heading.add(count);
        add(heading, none);
    }

    void refresh() {
        var fresh = receiving.apply(MOST_ROWS + 1);
        var shown = fresh.stream()
                .limit(MOST_ROWS)
                .collect(Collectors.toMap(
                        one -> one.study().ref(), Function.identity(), (first, _) -> first, LinkedHashMap::new));
        removeGone(shown);
        shown.values().forEach(this::show);
        count.setText(fresh.size() > MOST_ROWS ? MOST_ROWS + " or more" : Integer.toString(fresh.size()));
        none.setVisible(fresh.isEmpty());
        lookAgainWhenWordsChange(shown.values().stream().toList());
    }

    private void removeGone(Map<StudyRef, ReceivingStudy> shown) {
        rows.entrySet().removeIf(row -> {
            boolean gone = !shown.containsKey(row.getKey());
            if (gone) {
                remove(row.getValue());
            }
            return gone;
        });
    }

    private void show(ReceivingStudy study) {
        rows.computeIfAbsent(study.study().ref(), this::newRow).show(study, words.apply(study));
    }

    private ReceivingRow newRow(StudyRef study) {
        var row = new ReceivingRow(study, () -> mayComplete.test(study.tenant()), () -> complete.accept(study));
        add(row);
        return row;
    }

    /** Nobody announces that a study has waited in vain. */
    private void lookAgainWhenWordsChange(List<ReceivingStudy> shown) {
        var now = clock.instant();
        shown.stream()
                .map(ReceivingWords::overdueAt)
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder())
                .ifPresent(at -> getUI().ifPresent(ui -> lookAgain(ui, now, at)));
    }

    private void lookAgain(UI ui, Instant now, Instant at) {
        if (looksAgainAt != null && looksAgainAt.isAfter(now) && !at.isBefore(looksAgainAt)) {
            return;
        }
        looksAgainAt = at;
        CompletableFuture.delayedExecutor(Duration.between(now, at).toMillis() + 1, TimeUnit.MILLISECONDS)
                .execute(ui.accessLater(this::refresh, () -> {}));
    }
}
