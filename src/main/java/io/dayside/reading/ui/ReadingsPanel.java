package io.dayside.reading.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.dayside.collaboration.Comparison;
import io.dayside.collaboration.Radpeer;
import io.dayside.reading.SecondLook;
import io.dayside.reading.SignedReport;
import java.time.ZoneId;
import java.util.function.Consumer;

/** What others who read the case signed, as far as the holder may see it, and whether the holder agrees. */
class ReadingsPanel extends Div {

    private final ZoneId zone;
    private final Consumer<Comparison> said;
    private RadioButtonGroup<Radpeer> radpeer = new RadioButtonGroup<>();
    private TextField remark = new TextField();
    private int newest;

    /** @param said called with each word of the holder */
    ReadingsPanel(SecondLook second, ZoneId zone, Consumer<Comparison> said) {
        this.zone = zone;
        this.said = said;
        addClassNames("panel", "readings");
        setId("readings");
        draw(second);
    }

    /** Whether the newest version that the holder may see stands here. */
    boolean shows(SecondLook second) {
        return second.newestSeen() == newest;
    }

    /** What was said of an older version is asked again. */
    void draw(SecondLook second) {
        removeAll();
        radpeer = new RadioButtonGroup<>();
        remark = new TextField();
        newest = second.newestSeen();
        var words = words(second);
        setVisible(!words.isEmpty());
        add(new H2("Other readers"), new Paragraph(words));
        second.seen().forEach(report -> add(sheet(report, zone)));
        if (second.mustCompare()) {
            second.comparison().filter(_ -> !second.outdated()).ifPresent(this::show);
            add(choices(), remark());
        }
    }

    /** Nothing where one person reads the case. */
    private static String words(SecondLook second) {
        var turn = second.turn();
        return switch (turn.role()) {
            case FIRST ->
                switch (turn.workflow()) {
                    case SINGLE -> "";
                    case DOUBLE -> "Somebody else reads this case after you, without seeing what you write.";
                    case SUPERVISED ->
                        second.preliminary()
                                ? "Your report is preliminary: an attending reads the case after you and signs."
                                : "";
                    case OVER_READ -> "Your report is final. Somebody reads the case over afterwards.";
                };
            case SECOND -> "Somebody has read this case before you. You see what they wrote once you have signed.";
            case CONSENSUS ->
                second.decides()
                        ? "Two read this case independently and it is for you to decide. Your report is the final one."
                        : "Both readings are in. Where they agree, sign the final report; where they differ, "
                                + (turn.settledByThemselves()
                                        ? "the two of you settle it."
                                        : "a third reader decides.");
            case JOINT ->
                "You and the other reader differ. Write the report that both can sign: it goes to the other reader, and to"
                        + " the hospital once they agree.";
            case AGREEMENT ->
                "The other reader proposes the newest of these as the report of both. Where you agree, sign it as it is:"
                        + " it is final; where you differ, change it, and it goes back to them.";
            case ATTENDING -> "A resident has read this case. Change the report where it needs it: yours is final.";
            case OVER_READER ->
                "The hospital has this report. Where you agree, nothing is sent; where you differ, change it:"
                        + " yours goes out as a correction.";
        };
    }

    private static Div sheet(SignedReport report, ZoneId zone) {
        var sheet = new ReportSheet(report, zone);
        sheet.addClassName("seen-reading");
        return sheet;
    }

    private void show(Comparison comparison) {
        radpeer.setValue(comparison.radpeer());
        remark.setValue(comparison.remark());
    }

    private RadioButtonGroup<Radpeer> choices() {
        radpeer.setLabel("Compared with it (RADPEER)");
        radpeer.setItems(Radpeer.values());
        radpeer.setItemLabelGenerator(one -> one.code() + " · " + one.words());
        radpeer.setId("radpeer");
        radpeer.addValueChangeListener(_ -> say());
        return radpeer;
    }

    private TextField remark() {
        remark.setLabel("Why, for the other reader");
        remark.setMaxLength(500);
        remark.setWidthFull();
        remark.setId("radpeer-remark");
        remark.addValueChangeListener(_ -> say());
        return remark;
    }

    /** From the keyboard. */
    void agree() {
        if (radpeer.isAttached()) {
            radpeer.setValue(Radpeer.AGREE);
        }
    }

    private void say() {
        if (radpeer.getValue() != null) {
            said.accept(new Comparison(radpeer.getValue(), remark.getValue(), newest));
        }
    }
}
