package io.dayside.reading.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.shared.Registration;
import io.dayside.cases.CaseId;
import io.dayside.collaboration.Comparison;
import io.dayside.collaboration.Role;
import io.dayside.critical.ui.CriticalNote;
import io.dayside.reading.CaseNotHeld;
import io.dayside.reading.Judgement;
import io.dayside.reading.OpenCase;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.ReadingRoom;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.reading.RejectionReason;
import io.dayside.reading.ReportText;
import io.dayside.reading.SecondLook;
import io.dayside.reading.SignedReport;
import io.dayside.triage.Severity;
import io.dayside.ui.Countdown;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The held case: pictures, the models' claims, the report. Made for the keyboard. */
public class ReadingDesk extends Div {

    /** Well within the lease, so that one lost request does not lose the case. */
    private static final int HEARTBEAT_MS = 15_000;

    /** At most this much typing is lost with the browser; the promise is 5 s. */
    private static final int SAVE_EVERY_MS = 1_500;

    private final CaseId id;
    private final DeskPlace place;
    private final Reader reader;
    private final ReadingRoom room;
    private final Optional<PressingNote> pressing;
    private final Clock clock;
    private final Runnable lost;

    /** @param zone in which they are told the time */
    public record Reader(String username, ZoneId zone) {}

    private final Viewer viewer;
    private final ClaimList claims = new ClaimList(this::decide, this::goTo);
    private final PageKeys keys;
    private final PictureStage stage;
    private final EarlierStudies earlier;
    private final TextArea findings = new TextArea("Findings");
    private final TextArea impression = new TextArea("Impression");
    private final Checkbox elsewhere = new Checkbox();
    private final Span missing = new Span();
    private final Span saved = new Span();
    private final Button normals = new Button("Normal");
    private final Button sign = new Button("Sign");
    private final Button giveBack = new Button("Give back");
    private final Button decline = new Button("Decline");
    private final Span timeLeft = new Span();
    private final Div side = new Div();
    private final LateNote late = new LateNote(this::showLatePictures);

    private final ReadingsPanel readings;
    private Optional<CriticalNote> critical = Optional.empty();
    private OpenCase open;
    private boolean signed;
    private @Nullable Registration polling;

    /**
     * A desk that nothing interrupts.
     *
     * @param lost called when the case is lost while the desk is open
     */
    public ReadingDesk(DeskPlace place, Reader reader, Clock clock, Runnable lost) {
        this(place, reader, Optional.empty(), clock, lost);
    }

    ReadingDesk(DeskPlace place, Reader reader, Optional<PressingNote> pressing, Clock clock, Runnable lost) {
        this.place = place;
        this.reader = reader;
        this.pressing = pressing;
        id = place.id();
        room = place.room();
        this.clock = clock;
        this.lost = lost;
        open = room.open(id);
        viewer = new Viewer(open.work().study(), this::imagesAreWhole);
        stage = new PictureStage(viewer, this::markEarlier);
        earlier = new EarlierStudies(stage::show);
        readings = new ReadingsPanel(open.second(), reader.zone(), this::compare);
        addClassName("desk");
        var body = new Div(stage, side);
        body.addClassName("desk-body");
        side.addClassName("desk-side");
        side.add(claimsPanel());
        if (place.hasEarlier()) {
            side.add(earlierPanel());
        }
        side.add(readings);
        place.question(this::lookAgain).ifPresent(side::add);
        side.add(reportPanel());
        keys = keys();
        add(topLine());
        pressing.ifPresent(this::add);
        add(late, body, keys);
        pressing.ifPresent(note -> note.beforeLeaving(this::save));
        late.show(open);
        earlier.show(open.earlier());
        drawClaims();
        drawMissing();
    }

    /** Lets the reader ask a colleague for an opinion. */
    ReadingDesk with(OpinionsPanel opinions) {
        opinions.beforeAsking(this::save);
        keys.on("o", "ask a colleague for an opinion", opinions::ask);
        side.addComponentAtIndex(1, opinions);
        return this;
    }

    /** Lets the hospital be told of what cannot wait for the report. */
    ReadingDesk with(CriticalNote note) {
        critical = Optional.of(note);
        note.beforeAsking(this::save);
        keys.on("i", "tell the hospital a critical result", note::ask);
        side.addComponentAsFirst(note);
        suggestCritical();
        return this;
    }

    /** What the specialist has accepted of what the models call critical. */
    private void suggestCritical() {
        var accepted = open.claims().stream()
                .filter(claim -> claim.judgement() instanceof Judgement.Accepted)
                .map(claim -> claim.finding())
                .filter(finding -> finding.flagged() && finding.severity() == Severity.CRITICAL)
                .map(finding -> finding.label())
                .distinct()
                .toList();
        critical.ifPresent(note -> note.suggest(accepted));
    }

    /** The case's number, as people say it. */
    public String number() {
        return open.work().number();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().setPollInterval(HEARTBEAT_MS);
        polling = event.getUI().addPollListener(_ -> heartbeat());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        event.getUI().setPollInterval(-1);
        Optional.ofNullable(polling).ifPresent(Registration::remove);
    }

    private void heartbeat() {
        if (!signed && !place.keep()) {
            lost.run();
            return;
        }
        atTheDesk(() -> {
            lookAgain();
            late.show(open);
            earlier.show(open.earlier());
        });
        pressing.ifPresent(PressingNote::look);
    }

    /** What the models claim may have become something else meanwhile. */
    private void lookAgain() {
        open = room.open(id);
        if (!claims.shows(open.claims())) {
            drawClaims();
        }
        drawReadings();
        drawMissing();
    }

    /** Whoever signed before may have added to it meanwhile. */
    private void drawReadings() {
        if (!readings.shows(open.second())) {
            readings.draw(open.second());
        }
    }

    /** The page begins anew with every picture; what was typed is kept. */
    private void showLatePictures() {
        save();
        UI.getCurrent().getPage().reload();
    }

    private Div topLine() {
        var work = open.work();
        var number = new Span(work.number());
        number.addClassName("case-number");
        var patient = new Span(Words.patient(work, clock.instant()));
        patient.addClassName("case-patient");
        var study = new Span(Words.study(work));
        study.addClassName("case-study");
        var history = new Span(
                work.clinicalHistory().isBlank() ? "no clinical history sent" : "“" + work.clinicalHistory() + "”");
        history.addClassName("history");
        history.setTitle(history.getText());
        giveBack.addClickListener(_ -> giveBack());
        giveBack.setText(place.leavingWords());
        giveBack.setTooltipText(place.leavingHint());
        decline.addClickListener(_ -> askToDecline());
        decline.setTooltipText("Back to the worklist, for somebody else. Say why.");
        decline.setId("decline");
        decline.setVisible(place.mayDecline());
        decline.setSuffixComponent(keyCap("D"));
        var help = new Button("Keys", _ -> keys.showOverview());
        var cap = new Span("?");
        cap.addClassName("key");
        help.setSuffixComponent(cap);
        timeLeft.add(left());
        var line = new Div(number, patient, study, history, timeLeft, giveBack, decline, help);
        line.addClassName("desk-top");
        return line;
    }

    private Span left() {
        return place.running()
                .<Span>map(time -> new Countdown(time.dueAt(), clock.instant()))
                .orElseGet(Span::new);
    }

    private Div claimsPanel() {
        var heading = new H2("Findings of models");
        var panel = new Div(heading, claims);
        panel.addClassName("panel");
        return panel;
    }

    private EarlierStudies earlierPanel() {
        earlier.add(otherCasesHere());
        return earlier;
    }

    private void markEarlier() {
        earlier.mark(stage.shown()
                .map(entry -> entry.prior().ref().studyInstanceUid())
                .orElse(""));
    }

    /** To the earlier study looked at last, or the one that matters most, and back. */
    private void toggleEarlier() {
        if (stage.shown().isPresent()) {
            stage.backToCase();
        } else {
            stage.last().or(earlier::first).ifPresent(stage::show);
        }
    }

    private Span otherCasesHere() {
        var others = new Span(open.priors().stream()
                .map(prior -> Words.study(prior) + " " + Words.date(prior))
                .collect(Collectors.joining(" · ", "Earlier here: ", "")));
        others.addClassName("small");
        others.setVisible(!open.priors().isEmpty());
        return others;
    }

    private Div reportPanel() {
        findings.setValue(open.draft().findings());
        findings.setId("report-findings");
        impression.setValue(open.draft().impression());
        impression.setId("report-impression");
        findings.addClassName("findings-text");
        List.of(findings, impression).forEach(this::saveWhileTyping);
        normals.addClickListener(_ -> fillNormals());
        normals.setSuffixComponent(keyCap("M"));
        normals.setTooltipText("Writes the normal statement behind each empty heading that no finding touches");
        sign.addThemeVariants(ButtonVariant.PRIMARY);
        sign.setId("sign");
        sign.setSuffixComponent(keyCap("Ctrl ⏎"));
        sign.addClickListener(_ -> askToSign());
        missing.addClassName("missing");
        missing.getElement().setAttribute("role", "status");
        saved.addClassName("saved");
        var actions = new Div(normals, saved, sign);
        actions.addClassName("report-actions");
        var panel = new Div(new H2("Report"), findings, impression, notViewable(), missing, actions);
        panel.addClassNames("panel", "report-panel");
        return panel;
    }

    private static Span keyCap(String key) {
        var cap = new Span(key);
        cap.addClassName("key");
        return cap;
    }

    private void saveWhileTyping(TextArea area) {
        area.setWidthFull();
        area.setValueChangeMode(ValueChangeMode.TIMEOUT);
        area.setValueChangeTimeout(SAVE_EVERY_MS);
        area.addValueChangeListener(_ -> save());
    }

    private void drawNotViewable() {
        var images = open.images().notViewable();
        elsewhere.setVisible(!images.isEmpty());
        elsewhere.setLabel("Not shown here: " + String.join("; ", images) + ". I have read them elsewhere.");
    }

    private Checkbox notViewable() {
        drawNotViewable();
        elsewhere.setValue(open.images().readElsewhere());
        elsewhere.addValueChangeListener(change -> atTheDesk(() -> {
            room.readElsewhere(id, change.getValue());
            reopen();
        }));
        return elsewhere;
    }

    private PageKeys keys() {
        var pageKeys = new PageKeys()
                .on("a", "accept the finding", () -> decide(new Judgement.Accepted()))
                .on("r", "reject it, then 1 to 5 for the reason", () -> card().ifPresent(ClaimCard::askForReason))
                .on("c", "correct it", () -> card().ifPresent(ClaimCard::askForCorrection))
                .on("j", "following finding", () -> claims.move(1))
                .on("k", "preceding finding", () -> claims.move(-1))
                .on("e", "earlier study, and back to this case", this::toggleEarlier)
                .on("g", "agree with the reading before", readings::agree)
                .on("m", "normal statements behind empty headings", this::fillNormals)
                .on("n", "next case", this::nextCase)
                .on("ctrl+enter", "sign", this::askToSign);
        if (place.mayDecline()) {
            pageKeys.on("d", "decline this case, with a reason", this::askToDecline);
        }
        pressing.ifPresent(note -> pageKeys.on("t", "change over to a case that cannot wait", note::take)
                .on("x", "not now", note::notNow));
        for (RejectionReason reason : RejectionReason.values()) {
            pageKeys.on("r " + reason.key(), "", () -> decide(new Judgement.Rejected(reason)));
        }
        return pageKeys.alsoThereIs("↑ ↓", "slice by slice")
                .alsoThereIs("1–9", "window presets")
                .alsoThereIs("W Z P L", "window, zoom, pan, length")
                .alsoThereIs("H", "hide or show what the models say")
                .alsoThereIs("Space", "cine");
    }

    private Optional<ClaimCard> card() {
        return signed ? Optional.empty() : claims.selectedCard();
    }

    private void goTo(Claim claim) {
        if (stage.shown().isPresent()) {
            stage.backToCase();
        }
        viewer.goTo(claim);
    }

    private void decide(Judgement judgement) {
        card().ifPresent(card -> card.judge(judgement));
    }

    /** The report follows the verdict: what is accepted is written down, what is taken back goes again. */
    private void decide(Claim claim, Judgement judgement) {
        if (!claim.finding().flagged()) {
            return;
        }
        atTheDesk(() -> {
            if (!judged(claim, judgement)) {
                reopen();
                return;
            }
            var without = ReportText.withoutClaim(findings.getValue(), claim);
            var decided = new Claim(claim.finding(), claim.slice(), judgement, reader.username());
            findings.setValue(ReportText.withClaim(without, decided));
            reopen();
        });
    }

    /** False where the models claim something else by now: a card may stand on the page a little longer than its claim. */
    private boolean judged(Claim claim, Judgement judgement) {
        try {
            room.judge(id, claim.finding().id(), judgement);
            return true;
        } catch (NoSuchElementException _) {
            return false;
        }
    }

    /** Only of images that were seen, and only behind headings that no finding touches. */
    private void fillNormals() {
        if (signed) {
            return;
        }
        if (!open.images().complete()) {
            stress("No normal statements before every image was seen.");
            return;
        }
        var work = open.work();
        findings.setValue(ReportText.withNormals(findings.getValue(), work.modality(), work.bodyPart(), open.claims()));
        stress(open.missing().orElse("Ready to sign."));
    }

    private void save() {
        atTheDesk(() -> {
            room.saveDraft(id, findings.getValue(), impression.getValue());
            saved.setText("kept " + Words.clock(clock.instant(), reader.zone()) + " " + Words.place(reader.zone()));
            lookAgain();
        });
    }

    private void compare(Comparison comparison) {
        atTheDesk(() -> {
            room.compare(id, comparison);
            reopen();
        });
    }

    private void imagesAreWhole(int frames) {
        atTheDesk(() -> {
            room.framesWhole(id, frames);
            lookAgain();
            late.show(open);
            drawNotViewable();
        });
    }

    private void reopen() {
        open = room.open(id);
        drawClaims();
        drawReadings();
        drawMissing();
    }

    private void drawClaims() {
        claims.draw(open.claims(), nothingClaimed());
        keys.showing(claims.scene());
        viewer.show(open.claims());
        suggestCritical();
    }

    private Span nothingClaimed() {
        var work = open.work();
        return new Span(
                switch (work.assessment()) {
                    case DONE -> "The models claim nothing here. They are a demonstration, not for clinical use.";
                    case QUEUED, RUNNING -> "The models are still looking. You need not wait.";
                    case NOT_ASSESSED, FAILED -> "Not assessed: " + work.assessmentReason();
                });
    }

    private void drawMissing() {
        var why = open.missing();
        missing.setText(why.orElse("Ready to sign."));
        missing.getElement().getClassList().set("ready", why.isEmpty());
    }

    /** Takes what stands in the fields now, also what the last keystrokes have not sent yet. */
    private void askToSign() {
        if (signed) {
            return;
        }
        getElement()
                .executeJs(
                        "return [$0.value, $1.value].map(text => text ?? '')",
                        findings.getElement(),
                        impression.getElement())
                .then(texts -> {
                    findings.setValue(texts.get(0).asString());
                    impression.setValue(texts.get(1).asString());
                    save();
                    open.missing().ifPresentOrElse(this::refuseToSign, this::openSignDialog);
                });
    }

    /** Takes the keyboard, so that a password typed without looking never lands in the report. */
    private void refuseToSign(String why) {
        stress(why);
        new NotReadyDialog(why, this::goToWhatIsMissing).open();
    }

    private void goToWhatIsMissing() {
        var work = open.work();
        boolean findingsMissing = findings.isEmpty()
                || !ReportText.emptyHeadings(findings.getValue(), work.modality(), work.bodyPart())
                        .isEmpty();
        (findingsMissing ? findings : impression).focus();
    }

    private void stress(String why) {
        missing.setText(why);
        missing.getElement().executeJs("this.animate([{opacity: .3}, {opacity: 1}], 250)");
    }

    private void openSignDialog() {
        var dialog = new SignDialog(number(), open.second().meaning(), this::attempt, this::confirm);
        critical.filter(note -> !note.untold().isEmpty())
                .ifPresent(note -> dialog.reminding(
                        "The hospital was not told of %s as a critical result.".formatted(note.untold()),
                        "Tell the hospital first",
                        note::ask));
        dialog.open();
    }

    private SignOutcome attempt(String password) {
        try {
            return room.sign(id, password);
        } catch (CaseNotHeld e) {
            return new SignOutcome.NotReady(place.lostWords());
        }
    }

    private void confirm(SignedReport report) {
        signed = true;
        if (open.second().turn().role() == Role.SECOND) {
            UI.getCurrent().getPage().reload();
            return;
        }
        giveBack.setVisible(false);
        decline.setVisible(false);
        pressing.ifPresent(PressingNote::end);
        timeLeft.setVisible(false);
        var heading = new H2(signedWords());
        heading.addClassName("signed-heading");
        var onward = new Button("Next case", _ -> nextCase());
        onward.addThemeVariants(ButtonVariant.PRIMARY);
        onward.setSuffixComponent(keyCap("N"));
        onward.setId("next-case");
        var back = new Button(place.listWords(), _ -> place.toList(UI.getCurrent()));
        var actions = new Div(back, onward);
        actions.addClassName("report-actions");
        var panel = new Div(heading, new ReportSheet(report, reader.zone()), actions);
        panel.addClassName("panel");
        panel.getElement().setAttribute("role", "status");
        critical.ifPresent(note -> note.beforeAsking(() -> {}));
        side.removeAll();
        side.add(panel);
        critical.ifPresent(side::add);
        onward.focus();
    }

    private String signedWords() {
        var second = open.second();
        return switch (second.turn().role()) {
            case FIRST -> second.preliminary() ? "✓ Signed, an attending reads it next" : "✓ Signed";
            case SECOND, ATTENDING -> "✓ Signed";
            case CONSENSUS -> second.differs() ? differWords(second) : "✓ Signed";
            case JOINT -> "✓ Proposed, the other reader answers it";
            case AGREEMENT -> second.proposes() ? "✓ Proposed anew, the other reader answers it" : "✓ Signed by both";
            case OVER_READER -> second.differs() ? "✓ Correction signed" : "✓ Read over, nothing to correct";
        };
    }

    private static String differWords(SecondLook second) {
        return second.turn().settledByThemselves()
                ? "✓ You differ, either of you takes the case again for a joint report"
                : "✓ Signed, a third reader decides";
    }

    /** What the order of reading gives next; with this one unsigned, it stays held until its lease ends. */
    private void nextCase() {
        place.next(UI.getCurrent());
    }

    private void askToDecline() {
        if (!signed && place.mayDecline()) {
            new DeclineDialog(number(), reason -> {
                        save();
                        place.decline(UI.getCurrent(), reason);
                    })
                    .open();
        }
    }

    private void giveBack() {
        place.giveBack(UI.getCurrent());
    }

    /** Whoever has lost the case is told so, with what was kept. */
    private void atTheDesk(Runnable step) {
        if (signed) {
            return;
        }
        try {
            step.run();
        } catch (CaseNotHeld e) {
            lost.run();
        }
    }
}
