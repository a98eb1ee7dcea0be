package io.dayside.reading.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import io.dayside.archive.StudyRef;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.triage.ModelFinding;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The browser's {@code <dayside-viewer>}: the pictures of one study with the models' claims drawn on them. */
@Tag("dayside-viewer")
class Viewer extends Component {

    private static final String WHEN_DEFINED = "customElements.whenDefined('dayside-viewer').then(() => ";

    /** A claim as the browser's element reads it. */
    private record Drawn(
            UUID id,
            String label,
            double probability,
            String sopInstanceUid,
            int frame,
            ModelFinding.@Nullable Region region,
            String verdict,
            String model) {}

    /** @param allWhole called with the number of frames once every frame of the study has been shown whole */
    Viewer(StudyRef study, IntConsumer allWhole) {
        getElement()
                .setAttribute(
                        "manifest-url",
                        "/viewer/" + study.tenant() + "/studies/" + study.studyInstanceUid() + "/manifest");
        getElement().setAttribute("aria-label", "images");
        getElement()
                .addEventListener(
                        "all-frames-whole",
                        event -> allWhole.accept(
                                event.getEventData().get("event.detail.frames").asInt()))
                .addEventData("event.detail.frames");
    }

    /** Draws what is flagged, with what was decided about it. */
    void show(List<Claim> claims) {
        var json = JsonMapper.shared()
                .writeValueAsString(claims.stream()
                        .filter(claim -> claim.finding().flagged())
                        .map(Viewer::drawn)
                        .toList());
        getElement().executeJs(WHEN_DEFINED + "this.showFindings($0))", json);
    }

    void goTo(Claim claim) {
        getElement()
                .executeJs(WHEN_DEFINED + "this.goTo($0))", claim.finding().id().toString());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("/frontend/dayside-viewer.js");
    }

    private static Drawn drawn(Claim claim) {
        var finding = claim.finding();
        return new Drawn(
                finding.id(),
                finding.label(),
                finding.probability(),
                finding.sopInstanceUid(),
                finding.frame(),
                finding.region(),
                claim.judgement().verdict().name(),
                finding.model() + " " + finding.modelVersion());
    }
}
