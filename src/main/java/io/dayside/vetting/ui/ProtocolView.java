package io.dayside.vetting.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.dayside.vetting.PracticalTest.ShownClaim;
import io.dayside.vetting.PracticalTest.TestCase;
import io.dayside.vetting.PracticalTest.Truth;
import io.dayside.vetting.Reading;
import io.dayside.vetting.Sitting;
import io.dayside.vetting.Sittings;
import io.dayside.vetting.Sittings.Protocol;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One sitting, case by case, with the truth beside what the candidate said. */
@Route(VettingNavigation.TESTS)
@PageTitle("Test · Dayside")
@RolesAllowed("CREDENTIALING")
@StyleSheet("vetting.css")
class ProtocolView extends Div implements HasUrlParameter<String> {

    private static final long serialVersionUID = 1L;

    private final transient Sittings sittings;

    ProtocolView(Sittings sittings) {
        this.sittings = sittings;
        addClassName("vetting");
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        removeAll();
        try {
            show(sittings.protocol(UUID.fromString(parameter)));
        } catch (IllegalArgumentException | NoSuchElementException _) {
            event.rerouteToError(NotFoundException.class);
        }
    }

    private void show(Protocol protocol) {
        var sitting = protocol.seated().sitting();
        add(
                new RouterLink("All tests", TestsView.class),
                new H2("%s · %s"
                        .formatted(
                                protocol.seated().displayName(), protocol.test().title())),
                new Paragraph("%s. Invited by %s on %s."
                        .formatted(
                                Words.state(protocol.seated().state()),
                                sitting.invitedBy(),
                                Words.day(sitting.invitedAt(), ZoneOffset.UTC))));
        if (!protocol.intact()) {
            var broken = new Paragraph("✕ This is not what was signed. Tell the operator.");
            broken.addClassName("test-failed");
            add(broken);
        }
        var result = sitting.result();
        if (result != null) {
            add(new ResultPanel(result, protocol.test().pass()));
        }
        add(annulment(sitting));
        if (!protocol.readings().isEmpty()) {
            add(new H2("Case by case"), cases(protocol.readings()));
        }
    }

    private Component annulment(Sitting sitting) {
        var annulment = sitting.annulment();
        if (annulment != null) {
            return new Paragraph("Annulled by %s on %s: %s"
                    .formatted(annulment.by(), Words.day(annulment.at(), ZoneOffset.UTC), annulment.why()));
        }
        var why = new TextField("Why it should not count");
        why.setId("annul-why");
        why.setMaxLength(300);
        var annul = new Button("Annul");
        annul.setId("annul");
        annul.setTooltipText("What it gave is taken away, what it suspended holds again.");
        annul.addClickListener(_ -> {
            try {
                sittings.annul(sitting.id(), why.getValue());
                removeAll();
                show(sittings.protocol(sitting.id()));
            } catch (IllegalArgumentException e) {
                why.setErrorMessage(e.getMessage());
                why.setInvalid(true);
            }
        });
        var line = new Div(why, annul);
        line.addClassName("test-invitation");
        return line;
    }

    private static Grid<Reading> cases(List<Reading> readings) {
        var grid = new Grid<Reading>();
        grid.getElement().setAttribute("aria-label", "Cases in the order of reading");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addColumn(one -> readings.indexOf(one) + 1).setHeader("case").setFlexGrow(0);
        grid.addColumn(one -> truth(one.shown())).setHeader("is there").setFlexGrow(2);
        grid.addColumn(one -> claims(one.shown())).setHeader("the AI said").setFlexGrow(3);
        grid.addColumn(ProtocolView::said).setHeader("the candidate said").setFlexGrow(3);
        grid.addColumn(one -> "%.1f min".formatted(one.took().toMillis() / 60_000.0))
                .setHeader("took");
        grid.setItems(readings);
        return grid;
    }

    private static String truth(TestCase shown) {
        return shown.truth().isEmpty()
                ? "nothing"
                : shown.truth().stream().map(ProtocolView::words).collect(Collectors.joining("; "));
    }

    private static String words(Truth truth) {
        var slices = truth.slices();
        return slices == null
                ? truth.target()
                : "%s, slices %d to %d".formatted(truth.target(), slices.from(), slices.to());
    }

    private static String claims(TestCase shown) {
        var said = shown.claims().stream().map(claim -> words(shown, claim)).collect(Collectors.joining("; "));
        var missed = shown.truth().stream().anyMatch(shown::isMissed) ? " ✗ missed it" : "";
        return (said.isEmpty() ? "nothing" : said) + missed;
    }

    private static String words(TestCase shown, ShownClaim claim) {
        return "◇ %s %d %%%s".formatted(claim.target(), claim.percent(), shown.isRight(claim) ? "" : " ✗ wrong");
    }

    private static String said(Reading reading) {
        var answers = reading.answers().entrySet().stream()
                .map(one -> one.getValue().words(one.getKey()))
                .collect(Collectors.joining("; "));
        var verdicts = IntStream.range(0, reading.verdicts().size())
                .mapToObj(place -> reading.verdicts().get(place).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return verdicts.isEmpty() ? answers : answers + "; AI " + verdicts;
    }
}
