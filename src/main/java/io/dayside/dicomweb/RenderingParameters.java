package io.dayside.dicomweb;

import io.dayside.dicom.frame.Window;
import io.dayside.dicom.frame.Window.Function;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a picture is to look, PS3.18 8.3.5.
 *
 * @param viewport null for every pixel of the picture
 * @param window null for that of the object
 * @param quality of JPEG, from 1 to 100
 * @param ignored names of parameters that were understood and have no effect here
 */
record RenderingParameters(
        @Nullable Viewport viewport, @Nullable Window window, int quality, List<String> ignored) {

    static final int DEFAULT_QUALITY = 90;

    private static final int THUMBNAIL_SIDE = 128;

    RenderingParameters {
        ignored = List.copyOf(ignored);
    }

    /** At most so many pixels beside those of the picture itself. */
    long outputPixels() {
        return viewport == null ? 0 : (long) viewport.columns() * viewport.rows();
    }

    /** Names what was passed over, as PS3.18 8.5.3 wants it. */
    Optional<String> warning() {
        return ignored.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "299 dayside: \"These parameters have no effect: %s\"".formatted(String.join(", ", ignored)));
    }

    static RenderingParameters of(HttpServletRequest request) {
        var viewport = request.getParameter("viewport");
        var window = request.getParameter("window");
        return new RenderingParameters(
                viewport == null ? null : Viewport.parse(viewport),
                window == null ? null : window(window),
                quality(request.getParameter("quality")),
                ignored(request));
    }

    /** Of a thumbnail only the size can be chosen, PS3.18 10.4.1.1.4. */
    static RenderingParameters ofThumbnail(HttpServletRequest request) {
        var viewport = request.getParameter("viewport");
        if (viewport == null) {
            return new RenderingParameters(
                    Viewport.of(THUMBNAIL_SIDE, THUMBNAIL_SIDE), null, DEFAULT_QUALITY, List.of());
        }
        var chosen = Viewport.parse(viewport);
        return new RenderingParameters(Viewport.of(chosen.columns(), chosen.rows()), null, DEFAULT_QUALITY, List.of());
    }

    /** Centre, width and function, PS3.18 8.3.5.1.4, all three. */
    private static Window window(String text) {
        var fields = text.split(",", -1);
        if (fields.length != 3) {
            throw badWindow();
        }
        var function = switch (fields[2]) {
            case "linear" -> Function.LINEAR;
            case "linear-exact" -> Function.LINEAR_EXACT;
            case "sigmoid" -> Function.SIGMOID;
            default -> throw badWindow();
        };
        return window(
                Decimal.parse(fields[0], RenderingParameters::badWindow),
                Decimal.parse(fields[1], RenderingParameters::badWindow),
                function);
    }

    static Window window(double centre, double width, Function function) {
        if (function == Function.LINEAR ? width < 1 : width <= 0) {
            throw badWindow();
        }
        return new Window(centre, width, function);
    }

    private static RuntimeException badWindow() {
        return Refusals.badRequest(
                "A window has a centre, a positive width, at least 1 where it is linear, and a function:"
                        + " linear, linear-exact or sigmoid.");
    }

    static int quality(@Nullable String text) {
        if (text == null) {
            return DEFAULT_QUALITY;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 100) {
            throw Refusals.badRequest("The quality is a whole number from 1 to 100.");
        }
        return Integer.parseInt(text);
    }

    /** Nothing is written into pictures, and they have no colour profile. */
    private static List<String> ignored(HttpServletRequest request) {
        var ignored = new ArrayList<String>();
        var annotation = request.getParameter("annotation");
        if (annotation != null) {
            if (!List.of("patient", "technique").containsAll(List.of(annotation.split(",", -1)))) {
                throw Refusals.badRequest("annotation is patient, technique, or both with a comma between them.");
            }
            ignored.add("annotation");
        }
        var profile = request.getParameter("iccprofile");
        if (profile != null && !profile.equals("no")) {
            ignored.add("iccprofile");
        }
        return ignored;
    }
}
