package io.dayside.reading.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.identity.Caller;
import io.dayside.routing.Interruptions;
import io.dayside.routing.Interruptions.Interruption;
import io.dayside.routing.LeaseOutcome;
import io.dayside.routing.Leases;
import io.dayside.routing.WorklistEntry;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.Countdown;
import io.dayside.ui.LiveRefresh;
import io.dayside.ui.LiveUpdates;
import io.dayside.ui.UrgencyBadge;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that a case waits which cannot wait until this one is read, since nobody who may read it is free, and lets the
 * specialist change over. Comes and goes without a reload.
 */
class PressingNote extends Div {

    private static final String NOT_NOW = "not now: in the middle of another case";

    private final Interruptions interruptions;
    private final Leases leases;
    private final Tenants tenants;
    private final Clock clock;
    private final Caller caller;

    private final Div words = new Div();
    private @Nullable Interruption shown;
    private boolean over;
    private Runnable beforeLeaving = () -> {};

    PressingNote(
            Interruptions interruptions,
            Leases leases,
            Tenants tenants,
            LiveUpdates updates,
            Clock clock,
            Caller caller) {
        this.interruptions = interruptions;
        this.leases = leases;
        this.tenants = tenants;
        this.clock = clock;
        this.caller = caller;
        addClassName("pressing-note");
        getElement().setAttribute("role", "alert");
        words.addClassName("pressing-words");
        var take = new Button("Take it now", _ -> take());
        take.addThemeVariants(ButtonVariant.PRIMARY);
        take.setSuffixComponent(keyCap("T"));
        take.setId("take-pressing");
        take.setTooltipText("Your case goes back to the worklist with what you have written");
        var notNow = new Button("Not now", _ -> notNow());
        notNow.setSuffixComponent(keyCap("X"));
        notNow.setId("not-now");
        add(words, take, notNow);
        setVisible(false);
        LiveRefresh.of(this, updates, caller.tenants(), LiveUpdates.Topic.CASES, this::look);
    }

    /** @param keep keeps what was typed, before the case in hand is put aside */
    void beforeLeaving(Runnable keep) {
        beforeLeaving = keep;
    }

    /** Nothing is interrupted any longer. */
    void end() {
        over = true;
        show(Optional.empty());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        look();
    }

    /** Also asked for when nothing was announced: cases become pressing as clocks run down. */
    void look() {
        if (!over) {
            show(TenantScope.call(caller.tenants(), () -> interruptions.of(caller.username())));
        }
    }

    private void show(Optional<Interruption> found) {
        var before = Optional.ofNullable(shown).map(one -> one.pressing().work().id());
        shown = found.orElse(null);
        setVisible(found.isPresent());
        if (!before.equals(found.map(one -> one.pressing().work().id()))) {
            words.removeAll();
            found.ifPresent(one -> draw(one.pressing()));
        }
    }

    private void draw(WorklistEntry entry) {
        var work = entry.work();
        var heading = new Span("This cannot wait, and nobody else is free:");
        heading.addClassName("pressing-heading");
        var study = new Span(Words.study(work));
        study.addClassName("next-study");
        words.add(
                heading,
                new UrgencyBadge(
                        UrgencyBadge.Level.of(work.priority()), work.priority().name()),
                left(entry),
                study,
                new Span(hospital(work.id())),
                new AiClaim(work),
                notice(work));
    }

    private static Span notice(Case work) {
        var notice = new Span("demonstration, not for clinical use");
        notice.addClassName("small");
        notice.setVisible(!work.topLabel().isEmpty());
        return notice;
    }

    private Span left(WorklistEntry entry) {
        var running = entry.clock();
        return running == null ? new Span() : new Countdown(running.dueAt(), clock.instant());
    }

    private String hospital(CaseId id) {
        return tenants.find(id.tenant()).map(Hospital::name).orElse(id.tenant().code());
    }

    private static Span keyCap(String key) {
        var cap = new Span(key);
        cap.addClassName("key");
        return cap;
    }

    /** Who was too late goes on with the case in hand, and the note goes. */
    void take() {
        var asked = shown;
        if (asked == null) {
            return;
        }
        beforeLeaving.run();
        var pressing = asked.pressing().work().id();
        if (interruptions.takeInstead(pressing, asked.aside(), caller.username()) instanceof LeaseOutcome.Held) {
            ReadingNavigation.toCase(UI.getCurrent(), pressing);
        } else {
            look();
        }
    }

    /** Somebody else is asked next. */
    void notNow() {
        var asked = shown;
        if (asked != null) {
            leases.decline(asked.pressing().work().id(), caller.username(), NOT_NOW);
            look();
        }
    }
}
