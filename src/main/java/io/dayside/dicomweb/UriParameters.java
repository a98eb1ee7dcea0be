package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicom.frame.Window;
import io.dayside.dicom.frame.Window.Function;
import io.dayside.dicom.web.MediaRange;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The query of WADO-URI, PS3.18 9.4.1. What contradicts itself is refused. */
record UriParameters(HttpServletRequest request) {

    /** With their forms, for the description of the API. */
    static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("requestType", "WADO"),
            Map.entry("studyUID", "UID"),
            Map.entry("seriesUID", "UID"),
            Map.entry("objectUID", "UID"),
            Map.entry("contentType", "application/dicom, image/jpeg or image/png"),
            Map.entry("transferSyntax", "UID, of objects"),
            Map.entry("anonymize", "yes, of objects"),
            Map.entry("frameNumber", "from 1, of pictures"),
            Map.entry("rows", "at most, of pictures"),
            Map.entry("columns", "at most, of pictures"),
            Map.entry("region", "left,top,right,bottom, each from 0 to 1, of pictures"),
            Map.entry("windowCenter", "in modality units, of pictures"),
            Map.entry("windowWidth", "in modality units, of pictures"),
            Map.entry("imageQuality", "of JPEG, 1 to 100"));

    private static final List<String> OF_PICTURES = List.of(
            "frameNumber", "rows", "columns", "region", "windowCenter", "windowWidth", "imageQuality", "annotation");

    private static final List<String> OF_OBJECTS = List.of("transferSyntax", "anonymize");

    private static final int MAX_FRAME_DIGITS = 7;

    /** @throws org.springframework.web.server.ResponseStatusException 400 where one is missing or there twice */
    void check() {
        request.getParameterMap().forEach((_, values) -> {
            if (values.length > 1) {
                throw Refusals.badRequest("Each parameter is there once.");
            }
        });
        if (!required("requestType").equals("WADO")) {
            throw Refusals.badRequest("requestType is WADO.");
        }
        if (has("presentationUID") || has("presentationSeriesUID")) {
            throw Refusals.badRequest("Presentation states are not applied here.");
        }
        if (has("anonymize") && !isAnonymous()) {
            throw Refusals.badRequest("anonymize is yes, or not there.");
        }
    }

    private boolean has(String name) {
        return request.getParameter(name) != null;
    }

    String required(String name) {
        var value = request.getParameter(name);
        if (value == null || value.isEmpty()) {
            throw Refusals.badRequest(name + " is missing.");
        }
        return value;
    }

    /** What was asked for by {@code contentType}, else by the header; a browser's header that takes anything is none. */
    List<MediaRange> accepted() {
        var named = request.getParameter("contentType");
        return named == null ? Acceptable.of(request) : MediaRange.listOf(named);
    }

    String transferSyntax() {
        var named = request.getParameter("transferSyntax");
        return named == null ? "" : named;
    }

    boolean isAnonymous() {
        return "yes".equals(request.getParameter("anonymize"));
    }

    boolean asksForFrame() {
        return has("frameNumber");
    }

    void refusePictureParameters() {
        refuse(OF_PICTURES, "application/dicom");
    }

    void refuseObjectParameters() {
        refuse(OF_OBJECTS, "pictures");
    }

    private void refuse(List<String> names, String what) {
        names.stream().filter(this::has).findFirst().ifPresent(name -> {
            throw Refusals.badRequest(name + " does not go with " + what + ".");
        });
    }

    /** From 1; 0 where none is named. */
    int frameNumber(ArchivedInstance instance) {
        if (!has("frameNumber")) {
            return 0;
        }
        int number = whole("frameNumber", MAX_FRAME_DIGITS);
        if (number < 1 || number > instance.frames()) {
            throw Refusals.notFound();
        }
        return number;
    }

    private int whole(String name, int digits) {
        var text = required(name);
        if (!text.matches("[0-9]{1," + digits + "}")) {
            throw Refusals.badRequest(name + " is a whole number.");
        }
        return Integer.parseInt(text);
    }

    RenderingParameters rendering(ArchivedInstance instance) {
        return new RenderingParameters(
                viewport(instance),
                window(),
                RenderingParameters.quality(request.getParameter("imageQuality")),
                has("annotation") ? List.of("annotation") : List.of());
    }

    private @Nullable Window window() {
        if (!has("windowCenter") && !has("windowWidth")) {
            return null;
        }
        return RenderingParameters.window(decimal("windowCenter"), decimal("windowWidth"), Function.LINEAR);
    }

    private double decimal(String name) {
        return Decimal.parse(required(name), () -> Refusals.badRequest(name + " is a number."));
    }

    private @Nullable Viewport viewport(ArchivedInstance instance) {
        if (!has("rows") && !has("columns") && !has("region")) {
            return null;
        }
        double[] region = region();
        double left = region[0] * instance.columns();
        double top = region[1] * instance.rows();
        double width = Math.min((region[2] - region[0]) * instance.columns(), instance.columns() - left);
        double height = Math.min((region[3] - region[1]) * instance.rows(), instance.rows() - top);
        boolean sized = has("rows") || has("columns");
        return new Viewport(
                sized ? side("columns") : bounded(width),
                sized ? side("rows") : bounded(height),
                left,
                top,
                width,
                height);
    }

    private int side(String name) {
        if (!has(name)) {
            return Viewport.MAX_SIDE;
        }
        int side = whole(name, 4);
        if (side < 1 || side > Viewport.MAX_SIDE) {
            throw Refusals.badRequest(name + " is from 1 to " + Viewport.MAX_SIDE + ".");
        }
        return side;
    }

    private static int bounded(double length) {
        return Math.clamp(Math.round(length), 1, Viewport.MAX_SIDE);
    }

    /** Left, top, right and bottom as shares of the picture. */
    private double[] region() {
        if (!has("region")) {
            return new double[] {0, 0, 1, 1};
        }
        var fields = required("region").split(",", -1);
        if (fields.length != 4) {
            throw badRegion();
        }
        double[] region = Stream.of(fields)
                .mapToDouble(field -> Decimal.parse(field, UriParameters::badRegion))
                .toArray();
        boolean inside = region[0] >= 0 && region[1] >= 0 && region[2] <= 1 && region[3] <= 1;
        if (!inside || region[0] >= region[2] || region[1] >= region[3]) {
            throw badRegion();
        }
        return region;
    }

    private static RuntimeException badRegion() {
        return Refusals.badRequest("region is left, top, right and bottom, each from 0 to 1.");
    }
}
