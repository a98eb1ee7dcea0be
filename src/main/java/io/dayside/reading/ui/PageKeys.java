package io.dayside.reading.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys of a page, heard by the browser's {@code <dayside-keys>} wherever the focus is, except where somebody types.
 * {@code ?} shows them all.
 */
@Tag("dayside-keys")
class PageKeys extends Component {

    private static final String HELP = "help";
    private static final String COMMAND = "event.detail.command";
    private static final String SCENE = "event.detail.scene";

    /** What happens at a key, and how the overview names it; an empty name keeps it out of the overview. */
    private record Key(String words, Runnable action) {}

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<String, String> overview = new LinkedHashMap<>();

    PageKeys() {
        on("?", "all keys", this::showOverview);
        getElement()
                .addEventListener(
                        "page-key",
                        event -> press(
                                event.getEventData().get(COMMAND).asString(),
                                event.getEventData().get(SCENE).asString()))
                .addEventData(COMMAND)
                .addEventData(SCENE);
        showing("");
    }

    /**
     * Names what stands on the page now. A key that somebody pressed while the browser still showed something else does
     * nothing.
     */
    void showing(String scene) {
        getElement().setAttribute("scene", scene);
    }

    /** @param chord as the browser's element writes it: {@code a}, {@code r 1}, {@code ctrl+enter} */
    PageKeys on(String chord, String words, Runnable action) {
        keys.put(chord, new Key(words, action));
        if (!words.isEmpty()) {
            overview.put(chord, words);
        }
        return this;
    }

    /** Names a key that somebody else listens to. */
    PageKeys alsoThereIs(String keys, String words) {
        overview.put(keys, words);
        return this;
    }

    void showOverview() {
        var dialog = new Dialog("Keys");
        var list = new Div();
        list.addClassName("reading-keys");
        overview.forEach((chord, words) -> {
            var cap = new Span(chord.replace("ctrl+enter", "Ctrl + Enter").toUpperCase(Locale.ROOT));
            cap.addClassName("key");
            list.add(cap, new Span(words));
        });
        dialog.add(list);
        dialog.open();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("/frontend/dayside-keys.js");
        Map<String, String> commands = new LinkedHashMap<>();
        keys.keySet().forEach(chord -> commands.put(chord, command(chord)));
        getElement().setAttribute("chords", JsonMapper.shared().writeValueAsString(commands));
    }

    private static String command(String chord) {
        return switch (chord) {
            case "j" -> "following";
            case "k" -> "preceding";
            case "?" -> HELP;
            default -> chord;
        };
    }

    private void press(String command, String scene) {
        if (!scene.equals(getElement().getAttribute("scene"))) {
            return;
        }
        keys.forEach((chord, key) -> {
            if (command(chord).equals(command)) {
                key.action().run();
            }
        });
    }
}
