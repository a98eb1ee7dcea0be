package io.dayside.reading.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.dayside.priors.PriorsOverview.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The case's pictures, and in their place, for as long as somebody looks at them, those of an earlier study. The case's
 * viewer stays as it was meanwhile; what is seen of an earlier study does not count as seen of the case.
 */
class PictureStage extends Div {

    private static final String BEHIND = "behind";

    private final Viewer current;
    private final Runnable changed;
    private @Nullable Div earlier;
    private @Nullable Entry shown;
    private @Nullable Entry last;

    /** @param changed called when an earlier study comes into view or leaves it */
    PictureStage(Viewer current, Runnable changed) {
        this.current = current;
        this.changed = changed;
        addClassName("stage");
        add(current);
    }

    /** The earlier study in view. */
    Optional<Entry> shown() {
        return Optional.ofNullable(shown);
    }

    /** The one in view, or that was last. */
    Optional<Entry> last() {
        return Optional.ofNullable(last);
    }

    void show(Entry entry) {
        leave();
        var words = new Span("Earlier study: %s · %s".formatted(EarlierWords.date(entry), EarlierWords.study(entry)));
        words.addClassName("stage-words");
        var back = new Button("Back to this case", _ -> backToCase());
        back.setId("back-to-case");
        var cap = new Span("E");
        cap.addClassName("key");
        back.setSuffixComponent(cap);
        var banner = new Div(words, back);
        banner.addClassName("stage-banner");
        banner.getElement().setAttribute("role", "status");
        var viewer = new Viewer(entry.prior().ref(), _ -> {});
        viewer.getElement().setAttribute("aria-label", "images of the earlier study");
        var scene = new Div(banner, viewer);
        scene.addClassName("stage-earlier");
        earlier = scene;
        shown = entry;
        last = entry;
        current.getElement().getClassList().add(BEHIND);
        add(scene);
        changed.run();
    }

    void backToCase() {
        leave();
        changed.run();
    }

    private void leave() {
        Optional.ofNullable(earlier).ifPresent(this::remove);
        earlier = null;
        shown = null;
        current.getElement().getClassList().remove(BEHIND);
    }
}
