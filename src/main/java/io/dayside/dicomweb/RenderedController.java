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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
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

    /** The middle ones of so many series are tried for a thumbnail. */
    private static final int MOST_CANDIDATES = 10;

    private static final Set<HttpStatusCode> CANNOT_BE_RENDERED =
            Set.of(HttpStatus.NOT_ACCEPTABLE, HttpStatus.UNPROCESSABLE_CONTENT);

    private final VisibleStudies visible;
    private final RenderedPictures pictures;
    private final RetrievedStudies retrieved;

    RenderedController(VisibleStudies visible, RenderedPictures pictures, RetrievedStudies retrieved) {
        this.visible = visible;
        this.pictures = pictures;
        this.retrieved = retrieved;
    }

    /**
     * One picture of each object; 206 where some hold none, or the first ones cannot be rendered. One that turns out not to
     * be renderable when the response has begun is left out of it.
     */
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
        var wanted = new Wanted(shots, shots.size(), possible.size() < instances.size(), true);
        send(wanted, RenderingParameters.of(request), request, response);
    }

    /** The picture of the object; of a loop the frame that it names as representative, or the one in the middle. */
    @Operation(summary = "The picture of an object")
    @GetMapping("/series/{series}/instances/{instance}/rendered")
    void one(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var instance = visible.instances(Address.of(path)).getFirst();
        RenderedPictures.requirePossible(instance);
        send(Wanted.all(List.of(new Shot(instance, 0))), RenderingParameters.of(request), request, response);
    }

    /** Frames in the order asked for, numbered from 1. */
    @Operation(summary = "Frames as pictures")
    @GetMapping("/series/{series}/instances/{instance}/frames/{numbers}/rendered")
    void frames(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(Wanted.all(shots(path)), RenderingParameters.of(request), request, response);
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

    /**
     * One small picture for all; of a study or series that in the middle of the series with the most pictures, or of the
     * next one where that cannot be rendered.
     */
    @Operation(summary = "A small picture that stands for all")
    @GetMapping({"/thumbnail", "/series/{series}/thumbnail", "/series/{series}/instances/{instance}/thumbnail"})
    void thumbnail(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var instances = visible.instances(Address.of(path));
        var candidates = instances.stream()
                .filter(RenderedPictures::isPossible)
                .collect(Collectors.groupingBy(
                        ArchivedInstance::seriesInstanceUid, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .sorted(Comparator.<List<ArchivedInstance>>comparingInt(List::size)
                        .reversed())
                .map(series -> new Shot(series.get((series.size() - 1) / 2), 0))
                .limit(MOST_CANDIDATES)
                .toList();
        if (candidates.isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no picture that a thumbnail could be made of.");
        }
        send(new Wanted(candidates, 1, false, true), RenderingParameters.ofThumbnail(request), request, response);
    }

    /** The first of the frames stands for all that are named. */
    @Operation(summary = "A small picture of the first of the frames")
    @GetMapping("/series/{series}/instances/{instance}/frames/{numbers}/thumbnail")
    void thumbnailOfFrames(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var first = shots(path).getFirst();
        send(Wanted.all(List.of(first)), RenderingParameters.ofThumbnail(request), request, response);
    }

    /**
     * Pictures to send.
     *
     * @param most how many of them; further ones stand in where one cannot be rendered
     * @param partial whether some are known to be missing
     * @param lenient whether those that cannot be rendered are left out, where others can
     */
    private record Wanted(List<Shot> shots, int most, boolean partial, boolean lenient) {

        static Wanted all(List<Shot> shots) {
            return new Wanted(shots, shots.size(), false, false);
        }
    }

    /** The first one that can be rendered. */
    private record First(int index, byte[] picture) {}

    private void send(
            Wanted wanted, RenderingParameters parameters, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var media = PictureMedia.choose(Acceptable.of(request), wanted.most());
        if (wanted.most() > MAX_PICTURES) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, "At most %,d pictures are rendered at once.".formatted(MAX_PICTURES));
        }
        if (Caching.isKnown(request, response, "%s %s %s".formatted(wanted.shots(), parameters, media))) {
            return;
        }
        // Made before the response begins, so that a picture that cannot be made is an error.
        var first = first(wanted, parameters, media);
        retrieved.record(wanted.shots().getFirst().instance().study(), What.RENDERED, wanted.most());
        boolean partial = wanted.partial() || (wanted.most() > 1 && first.index() > 0);
        response.setStatus(partial ? HttpStatus.PARTIAL_CONTENT.value() : HttpStatus.OK.value());
        parameters.warning().ifPresent(warning -> response.setHeader(HttpHeaders.WARNING, warning));
        if (media.multipart()) {
            sendInParts(wanted, first, parameters, media, response);
        } else {
            response.setContentType(media.format().mediaType());
            response.setContentLength(first.picture().length);
            response.getOutputStream().write(first.picture());
        }
    }

    private First first(Wanted wanted, RenderingParameters parameters, PictureMedia media) throws IOException {
        int last = wanted.shots().size() - 1;
        for (int i = 0; i < last && wanted.lenient(); i++) {
            var picture = ifRenderable(wanted.shots().get(i), parameters, media);
            if (picture.isPresent()) {
                return new First(i, picture.get());
            }
        }
        int index = wanted.lenient() ? last : 0;
        return new First(index, pictures.render(wanted.shots().get(index), parameters, media.format()));
    }

    private Optional<byte[]> ifRenderable(Shot shot, RenderingParameters parameters, PictureMedia media)
            throws IOException {
        try {
            return Optional.of(pictures.render(shot, parameters, media.format()));
        } catch (ResponseStatusException e) {
            if (CANNOT_BE_RENDERED.contains(e.getStatusCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void sendInParts(
            Wanted wanted,
            First first,
            RenderingParameters parameters,
            PictureMedia media,
            HttpServletResponse response)
            throws IOException {
        var type = media.format().mediaType();
        var parts = new MultipartWriter(response, type);
        var shots = wanted.shots();
        parts.part(type, addressOf(shots.get(first.index()))).write(first.picture());
        int end = Math.min(shots.size(), first.index() + wanted.most());
        for (var shot : shots.subList(first.index() + 1, end)) {
            var picture = wanted.lenient()
                    ? ifRenderable(shot, parameters, media)
                    : Optional.of(pictures.render(shot, parameters, media.format()));
            if (picture.isPresent()) {
                parts.part(type, addressOf(shot)).write(picture.get());
            }
        }
        parts.end();
    }

    private static String addressOf(Shot shot) {
        var instance = Addresses.instance(shot.instance());
        return instance + (shot.number() == 0 ? "" : "/frames/" + shot.number()) + "/rendered";
    }
}
