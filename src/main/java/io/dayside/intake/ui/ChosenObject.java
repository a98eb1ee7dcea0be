package io.dayside.intake.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.dayside.archive.Quarantine;
import io.dayside.archive.Quarantine.Comparison;
import io.dayside.archive.Quarantine.Decision;
import io.dayside.archive.Quarantine.Outcome;
import io.dayside.archive.Quarantine.SamePatient;
import io.dayside.archive.QuarantinedInstance;
import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.audit.Actor;
import io.dayside.identity.Callers;
import io.dayside.intake.QuarantineWords;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One object set aside beside what it contradicts, and what may be decided about it. */
class ChosenObject extends Div {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ChosenObject.class);

    private final transient Quarantine quarantine;
    private final transient Callers callers;
    private final transient QuarantinedInstance object;
    private final transient List<QuarantinedInstance> alike;
    private final Checkbox whole = new Checkbox();
    private final transient BiFunction<TenantId, Instant, String> time;
    private final transient Consumer<String> decided;

    /**
     * @param alike the object, then those about which the same may be decided
     * @param decided told in plain words what came of a decision
     */
    ChosenObject(
            Quarantine quarantine,
            Callers callers,
            List<QuarantinedInstance> alike,
            BiFunction<TenantId, Instant, String> time,
            Consumer<String> decided) {
        this.quarantine = quarantine;
        this.callers = callers;
        this.object = alike.getFirst();
        this.alike = alike;
        this.time = time;
        this.decided = decided;
        add(new H2(QuarantineWords.reason(object.reason())), comparison(), decisions());
    }

    private Component comparison() {
        try {
            return quarantine
                    .compare(object.id())
                    .<Component>map(this::table)
                    .orElseGet(() -> new Paragraph("Somebody has just decided about this picture."));
        } catch (IOException e) {
            log.warn("{} an object set aside cannot be read: {}", object.study().tenant(), e.toString());
            return new Paragraph("This picture cannot be read at the moment. It can be rejected.");
        }
    }

    private Component table(Comparison comparison) {
        var table = new NativeTable();
        var head = new NativeTableRow();
        head.add(heading("", "col"), heading(nameOfHeld(), "col"), heading("Set aside", "col"));
        table.add(head);
        Facts.lines(comparison, at -> time.apply(object.study().tenant(), at)).forEach(line -> table.add(row(line)));
        return table;
    }

    private String nameOfHeld() {
        return object.reason() == Reason.STUDY_OF_ANOTHER_PATIENT ? "The study we hold" : "The picture we hold";
    }

    private static Component row(Facts.Line line) {
        var row = new NativeTableRow();
        row.add(heading(line.name(), "row"), new NativeTableCell(line.held()), new NativeTableCell(line.setAside()));
        if (line.differs()) {
            row.addClassName("differs");
            row.getElement().setAttribute("title", "differs");
        }
        return row;
    }

    private static Component heading(String text, String scope) {
        var cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", scope);
        return cell;
    }

    private Component decisions() {
        var buttons = new Div();
        buttons.addClassName("set-aside-decisions");
        if (alike.size() > 1) {
            whole.setLabel("Decide the same about all %d of this study and patient".formatted(alike.size()));
            Shortcuts.addShortcutListener(this, () -> whole.setValue(!whole.getValue()), Key.KEY_S, KeyModifier.ALT);
            buttons.add(whole);
        }
        if (object.reason() == Reason.OTHER_CONTENT_UNDER_SAME_UID) {
            var replace = new Button("Replace the picture we hold", _ -> decide(new Decision.Replace(), "Replaced."));
            replace.addClickShortcut(Key.KEY_P, KeyModifier.ALT);
            buttons.add(replace);
        } else if (object.reason() == Reason.STUDY_OF_ANOTHER_PATIENT) {
            buttons.add(accepting());
        }
        var reject = new Button("Reject what was set aside", _ -> decide(new Decision.Reject(), "Rejected."));
        reject.addClickShortcut(Key.KEY_R, KeyModifier.ALT);
        var keys = new Paragraph("J and K go through the list; Alt + R rejects, Alt + P replaces, Alt + A accepts."
                + (alike.size() > 1 ? " Alt + S chooses all of them." : ""));
        keys.addClassName("quiet");
        buttons.add(reject, keys);
        return buttons;
    }

    private Component accepting() {
        var because = new RadioButtonGroup<SamePatient>("It is the same person, because");
        because.setItems(SamePatient.values());
        because.setItemLabelGenerator(ChosenObject::words);
        var accept = new Button(
                "Accept into the study we hold", _ -> decide(new Decision.Accept(because.getValue()), "Accepted."));
        accept.setEnabled(false);
        accept.addClickShortcut(Key.KEY_A, KeyModifier.ALT);
        because.addValueChangeListener(change -> accept.setEnabled(change.getValue() != null));
        return new Div(because, accept);
    }

    private static String words(SamePatient because) {
        return switch (because) {
            case IDENTITIES_MERGED -> "two records of this person were merged";
            case IDENTIFIER_MISTYPED -> "the identifier was mistyped";
        };
    }

    private void decide(Decision decision, String done) {
        var caller = callers.required();
        var by = Actor.user(caller.subject(), caller.displayName());
        if (!whole.getValue()) {
            decided.accept(outcome(object, decision, by, done));
            return;
        }
        var said = new LinkedHashMap<String, Integer>();
        alike.forEach(each -> said.merge(outcome(each, decision, by, done), 1, Integer::sum));
        decided.accept(said.entrySet().stream()
                .map(entry -> entry.getValue() + ": " + entry.getKey())
                .collect(Collectors.joining(" ")));
    }

    private String outcome(QuarantinedInstance each, Decision decision, Actor by, String done) {
        try {
            return said(quarantine.decide(each.id(), decision, by), done);
        } catch (IOException e) {
            log.warn("{} nothing was decided: {}", each.study().tenant(), e.toString());
            return "The picture could not be read. Nothing was changed; try again later.";
        }
    }

    private static String said(Outcome outcome, String done) {
        return switch (outcome) {
            case Outcome.Decided _ -> done;
            case Outcome.AlreadyDecided _ -> "Somebody else decided about this picture just before you.";
            case Outcome.Unknown _ -> "This picture is no longer set aside.";
            case Outcome.Impossible impossible -> QuarantineWords.obstacle(impossible);
        };
    }
}
