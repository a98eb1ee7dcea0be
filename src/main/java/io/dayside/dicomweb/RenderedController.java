package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.dicomweb.RenderedPictures.Shot;
import io.dayside.dicomweb.RetrievedStudies.What;
import io.dayside.dicomweb.VisibleStudies.Address;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Pictures and thumbnails, PS3.18 10.4.1.1.3 and 10.4.1.1.4. */
@RestController
@RequestMapping("/dicomweb/{tenant}/studies/{study}")
class RenderedController {

    /** Each is decoded and written anew; more come by series or by lists of frames. */
    private static final int MAX_PICTURES = 500;

    private final VisibleStudies visible;
    private final RenderedPictures pictures;
    private final RetrievedStudies retrieved;

    RenderedController(VisibleStudies visible, RenderedPictures pictures, RetrievedStudies retrieved) {
        this.visible = visible;
        this.pictures = pictures;
        this.retrieved = retrieved;
    }

    /** One picture of each object; 206 where some objects hold none or cannot be rendered. */
    @Operation(summary = "A picture of each object of a study or series")
    @GetMapping({"/rendered", "/series/{series}/rendered"})
    void several(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var instances = visible.instances(Address.of(path));
        var possible = instances.stream().filter(RenderedPictures::isPossible).toList();
        if (possible.isEmpty()) {
            throw Refusals.notAcceptable("None of the objects holds a picture that can be rendered.");
        }
        var shots = possible.stream().map(instance -> new Shot(instance, 0)).toList();
        send(shots, possible.size() < instances.size(), RenderingParameters.of(request), request, response);
    }

    /** The picture of the object; of a loop the frame that it names as representative, or the one in the middle. */
    @Operation(summary = "The picture of an object")
    @GetMapping("/series/{series}/instances/{instance}/rendered")
    void one(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var instance = visible.instances(Address.of(path)).getFirst();
        RenderedPictures.requirePossible(instance);
        send(List.of(new Shot(instance, 0)), false, RenderingParameters.of(request), request, response);
    }

    /** Frames in the order asked for, numbered from 1. */
    @Operation(summary = "Frames as pictures")
    @GetMapping("/series/{series}/instances/{instance}/frames/{numbers}/rendered")
    void frames(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var shots = shots(path);
        send(shots, false, RenderingParameters.of(request), request, response);
    }

    private List<Shot> shots(Map<String, String> path) {
        var instance = visible.instances(Address.of(path)).getFirst();
        RenderedPictures.requirePossible(instance);
        var numbers = FramesController.numbers(path.getOrDefault("numbers", ""));
        if (numbers.stream().anyMatch(number -> number < 1 || number > instance.frames())) {
            throw Refusals.notFound();
        }
        return numbers.stream().map(number -> new Shot(instance, number)).toList();
    }

    /** One small picture for all; of a study or series that in the middle of the series with the most pictures. */
    @Operation(summary = "A small picture that stands for all")
    @GetMapping({"/thumbnail", "/series/{series}/thumbnail", "/series/{series}/instances/{instance}/thumbnail"})
    void thumbnail(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var instances = visible.instances(Address.of(path));
        var largest = instances.stream()
                .filter(RenderedPictures::isPossible)
                .collect(Collectors.groupingBy(
                        ArchivedInstance::seriesInstanceUid, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no picture that a thumbnail could be made of."));
        var middle = new Shot(largest.get((largest.size() - 1) / 2), 0);
        send(List.of(middle), false, RenderingParameters.ofThumbnail(request), request, response);
    }

    /** The first of the frames stands for all that are named. */
    @Operation(summary = "A small picture of the first of the frames")
    @GetMapping("/series/{series}/instances/{instance}/frames/{numbers}/thumbnail")
    void thumbnailOfFrames(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var first = shots(path).getFirst();
        send(List.of(first), false, RenderingParameters.ofThumbnail(request), request, response);
    }

    private void send(
            List<Shot> shots,
            boolean partial,
            RenderingParameters parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var media = PictureMedia.choose(Acceptable.of(request), shots.size());
        if (shots.size() > MAX_PICTURES) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, "At most %,d pictures are rendered at once.".formatted(MAX_PICTURES));
        }
        if (Caching.isKnown(request, response, "%s %s %s".formatted(shots, parameters, media))) {
            return;
        }
        // Made before the response begins, so that a picture that cannot be made is an error.
        var first = pictures.render(shots.getFirst(), parameters, media.format());
        retrieved.record(shots.getFirst().instance().study(), What.RENDERED, shots.size());
        response.setStatus(partial ? HttpStatus.PARTIAL_CONTENT.value() : HttpStatus.OK.value());
        parameters.warning().ifPresent(warning -> response.setHeader(HttpHeaders.WARNING, warning));
        if (media.multipart()) {
            sendInParts(shots, first, parameters, media, response);
        } else {
            response.setContentType(media.format().mediaType());
            response.setContentLength(first.length);
            response.getOutputStream().write(first);
        }
    }

    private void sendInParts(
            List<Shot> shots,
            byte[] first,
            RenderingParameters parameters,
            PictureMedia media,
            HttpServletResponse response)
            throws IOException {
        var type = media.format().mediaType();
        var parts = new MultipartWriter(response, type);
        for (int i = 0; i < shots.size(); i++) {
            var picture = i == 0 ? first : pictures.render(shots.get(i), parameters, media.format());
            parts.part(type, addressOf(shots.get(i))).write(picture);
        }
        parts.end();
    }

    private static String addressOf(Shot shot) {
        var instance = Addresses.instance(shot.instance());
        return instance + (shot.number() == 0 ? "" : "/frames/" + shot.number()) + "/rendered";
    }
}
