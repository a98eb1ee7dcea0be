package io.dayside.dicomweb;

import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.FrameBytes;
import io.dayside.archive.HeldInstance;
import io.dayside.archive.StoredFrames;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.web.MediaRange;
import io.dayside.dicomweb.RetrievedStudies.What;
import io.dayside.dicomweb.VisibleStudies.Address;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Frames and other bulk data of an object, PS3.18 10.4.1.1.5 and 10.4.1.1.6. */
@RestController
@RequestMapping("/dicomweb/{tenant}/studies/{study}/series/{series}/instances/{instance}")
class FramesController {

    private static final int MAX_FRAMES_ASKED_FOR = 20_000;

    /** So that a frame leaves in few pieces. */
    private static final int RESPONSE_BUFFER_BYTES = 64 * 1024;

    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,7}(,[0-9]{1,7})*");

    private final VisibleStudies visible;
    private final StoredFrames stored;
    private final StoredObjects objects;
    private final RetrievedStudies retrieved;

    FramesController(VisibleStudies visible, StoredFrames stored, StoredObjects objects, RetrievedStudies retrieved) {
        this.visible = visible;
        this.stored = stored;
        this.objects = objects;
        this.retrieved = retrieved;
    }

    /** Frames in the order asked for, numbered from 1. */
    @Operation(summary = "Frames, as stored or as plain samples")
    @GetMapping("/frames/{numbers}")
    void frames(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var held = visible.instance(Address.of(path));
        var numbers = numbers(path.getOrDefault("numbers", ""));
        if (numbers.stream()
                .anyMatch(number -> number < 1 || number > held.instance().frames())) {
            throw Refusals.notFound();
        }
        send(held, numbers, What.FRAMES, request, response);
    }

    static List<Integer> numbers(String text) {
        if (!NUMBERS.matcher(text).matches()) {
            throw Refusals.badRequest("Frames are named by numbers from 1, with commas between them.");
        }
        var numbers = Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
        if (numbers.size() > MAX_FRAMES_ASKED_FOR) {
            throw Refusals.badRequest("At most %,d frames can be asked for at once.".formatted(MAX_FRAMES_ASKED_FOR));
        }
        return numbers;
    }

    private void send(
            HeldInstance held,
            List<Integer> numbers,
            What what,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var instance = held.instance();
        var media = FrameMedia.choose(Acceptable.of(request), instance, numbers.size());
        if (Caching.isKnown(request, response, "%s %s %s".formatted(instance, numbers, media))) {
            return;
        }
        try (var frames = new RequestedFrames(stored, objects, held, media);
                // Read before the response begins, so that a frame that cannot be given is an error.
                var first = frames.read(numbers.getFirst())) {
            retrieved.record(instance.study(), what, 1);
            response.setBufferSize(RESPONSE_BUFFER_BYTES);
            if (media.multipart()) {
                sendInParts(first, frames, numbers, media, instance, response);
            } else {
                sendAlone(first, media.type(), response);
            }
        }
    }

    private static void sendInParts(
            FrameBytes first,
            RequestedFrames frames,
            List<Integer> numbers,
            FrameMedia media,
            ArchivedInstance instance,
            HttpServletResponse response)
            throws IOException {
        var parts = new MultipartWriter(response, MediaRange.of(media.type()).type());
        var location = Addresses.instance(instance) + "/frames/";
        if (numbers.size() == 1) {
            parts.expectOnly(media.type(), location + numbers.getFirst(), first.length());
        }
        first.writeTo(parts.part(media.type(), location + numbers.getFirst()));
        for (int number : numbers.subList(1, numbers.size())) {
            try (var frame = frames.read(number)) {
                frame.writeTo(parts.part(media.type(), location + number));
            }
        }
        parts.end();
    }

    private static void sendAlone(FrameBytes frame, String type, HttpServletResponse response) throws IOException {
        response.setContentType(type);
        response.setContentLengthLong(frame.length());
        frame.writeTo(response.getOutputStream());
    }

    /**
     * The value of one element.
     *
     * @param path with the element's tag, after the tags of the sequences and numbers of the items that it is in
     */
    @Operation(summary = "The value of one element")
    @GetMapping("/bulkdata/{*element}")
    void bulkData(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var held = visible.instance(Address.of(path));
        var instance = held.instance();
        var element = path.getOrDefault("element", "").substring(1);
        if (!element.matches("[0-9A-Fa-f]{8}(/[1-9][0-9]{0,5}/[0-9A-Fa-f]{8}){0,64}")) {
            throw Refusals.notFound();
        }
        boolean inFragments = objects.withHeader(
                instance,
                object -> object.isEncapsulated()
                        && Integer.parseUnsignedInt(element.substring(0, 8), 16) == Tag.PixelData);
        if (inFragments) {
            boolean video = FrameSource.isVideo(TransferSyntax.of(instance.transferSyntaxUid()));
            int frames = video ? 1 : Math.max(1, instance.frames());
            send(held, IntStream.rangeClosed(1, frames).boxed().toList(), What.BULK_DATA, request, response);
        } else {
            sendValue(instance, element, request, response);
        }
    }

    private void sendValue(
            ArchivedInstance instance, String element, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var range = Acceptable.of(request).stream()
                .filter(accepted -> accepted.includes(FrameMedia.OCTETS))
                .findFirst()
                .orElseThrow(() -> Refusals.notAcceptable("Bulk data can be had as " + FrameMedia.OCTETS + "."));
        objects.withHeader(instance, object -> {
            boolean pixelData = element.length() == 8 && isPixelData(Integer.parseUnsignedInt(element, 16));
            var value = pixelData ? new byte[0] : value(object.header().dataset(), element.split("/"));
            if (pixelData && object.nativeLength() == 0) {
                throw Refusals.notFound();
            }
            if (Caching.isKnown(request, response, instance + element + range)) {
                return true;
            }
            retrieved.record(instance.study(), What.BULK_DATA, 1);
            var parts = range.isMultipart() ? new MultipartWriter(response, FrameMedia.OCTETS) : null;
            var out = parts == null ? response.getOutputStream() : parts.part(FrameMedia.OCTETS, "");
            if (parts == null) {
                response.setContentType(FrameMedia.OCTETS);
                response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment");
                response.setContentLengthLong(pixelData ? object.nativeLength() : value.length);
            }
            if (pixelData) {
                object.transferNativeValue(out);
            } else {
                out.write(value);
            }
            if (parts != null) {
                parts.end();
            }
            return true;
        });
    }

    private static boolean isPixelData(int tag) {
        return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
    }

    /** Tags and numbers of items by turns. */
    private static byte[] value(Attributes dataset, String[] path) {
        var at = dataset;
        for (int i = 0; i + 2 < path.length; i += 2) {
            var items = at.getSequence(Integer.parseUnsignedInt(path[i], 16));
            int number = Integer.parseInt(path[i + 1]);
            if (number > items.size()) {
                throw Refusals.notFound();
            }
            at = items.get(number - 1);
        }
        var value = at.getBytes(Integer.parseUnsignedInt(path[path.length - 1], 16));
        if (value == null) {
            throw Refusals.notFound();
        }
        return value;
    }
}
