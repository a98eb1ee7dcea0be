package io.dayside.dicom.frame;

import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.ValueElement;
import io.dayside.dicom.frame.codec.FrameLimits;
import java.util.Arrays;
import java.util.List;

/**
 * The frames of one object. Refuses by name what it cannot decode, video above all, which {@link #encoded} still offers.
 * A frame shows only bytes of its own: data that are too short are an error.
 *
 * <p>Holds the stored pixel data of the whole object, and of decoded frames none: each has at most 256 MiB, and up to
 * five times that while a progressive stream is decoded.
 */
public final class FrameSource {

    private final FrameGeometry geometry;
    private final String transferSyntaxUid;
    private final Frames frames;
    private final FrameLimits limits;

    private FrameSource(FrameGeometry geometry, String transferSyntaxUid, Frames frames, FrameLimits limits) {
        this.limits = limits;
        this.geometry = geometry;
        this.transferSyntaxUid = transferSyntaxUid;
        this.frames = frames;
    }

    /** Where the bytes of frames are. */
    private sealed interface Frames {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Native(byte[] pixelData) implements Frames {}

    private record Encapsulated(List<byte[]> encoded) implements Frames {}

    /** Whether pixel data in that transfer syntax can be decoded here. */
    public static boolean decodes(TransferSyntax syntax) {
        return !syntax.encapsulated() || FrameDecoder.decodes(syntax.uid());
    }

    /** Whether pixel data in that transfer syntax are one stream of video, offered as they are. */
    public static boolean isVideo(TransferSyntax syntax) {
        return FrameDecoder.isVideo(syntax.uid());
    }

    /** The file must have been read with its pixel data. */
    public static FrameSource of(DicomFile file) throws CannotDecode {
        return of(file, FrameLimits.DEFAULT);
    }

    /** The file must have been read with its pixel data. */
    public static FrameSource of(DicomFile file, FrameLimits limits) throws CannotDecode {
        FrameGeometry geometry = FrameGeometry.of(file.dataset(), limits);
        Element pixelData = file.dataset().get(Tag.PixelData);
        Frames frames = switch (pixelData) {
            case Fragments fragments
            when FrameDecoder.isVideo(file.meta().transferSyntaxUid()) ->
                new Encapsulated(FrameFragments.group(fragments, 1, file.dataset()));
            case Fragments fragments ->
                new Encapsulated(FrameFragments.group(fragments, geometry.frames(), file.dataset()));
            case ValueElement _ -> {
                byte[] bytes = file.dataset().getBytes(Tag.PixelData);
                yield new Native(bytes == null ? new byte[0] : bytes);
            }
            case null, default -> throw new UnsupportedPixelFormat("the object has no integer pixel data");
        };
        return new FrameSource(geometry, file.meta().transferSyntaxUid(), frames, limits);
    }

    /**
     * Decodes a frame that was read by itself, as {@link io.dayside.dicom.data.FrameStream} does.
     *
     * @param header of the object, without pixel data
     * @param frame from 0
     * @param encoded native little endian bytes from the one that the frame starts in, or the compressed stream
     */
    public static Samples decode(DicomFile header, int frame, byte[] encoded) throws CannotDecode {
        FrameGeometry geometry = FrameGeometry.of(header.dataset());
        TransferSyntax syntax = header.meta().transferSyntax();
        if (syntax.encapsulated()) {
            return FrameDecoder.decode(syntax.uid(), encoded, geometry);
        }
        return geometry.bitsAllocated() == 1
                ? NativeDecoder.decodeBitsFrom(encoded, geometry.frameBits() * frame % Byte.SIZE, geometry)
                : NativeDecoder.decode(encoded, geometry);
    }

    public int frames() {
        return geometry.frames();
    }

    public FrameGeometry geometry() {
        return geometry;
    }

    public String transferSyntaxUid() {
        return transferSyntaxUid;
    }

    /**
     * The frame as it is stored: native little endian bytes, or the compressed stream; of video the whole stream.
     *
     * @param frame from 0
     */
    public byte[] encoded(int frame) throws CannotDecode {
        checkFrame(frame);
        return switch (frames) {
            case Native(byte[] pixelData) -> nativeFrame(pixelData, frame);
            case Encapsulated(List<byte[]> encoded) -> encoded.size() == 1 ? encoded.getFirst() : encoded.get(frame);
        };
    }

    /**
     * The frame as samples; full-colour luminance and chrominance become RGB.
     *
     * @param frame from 0
     */
    public Samples decode(int frame) throws CannotDecode {
        checkFrame(frame);
        return switch (frames) {
            case Native(byte[] pixelData)
            when geometry.bitsAllocated() == 1 -> NativeDecoder.decodeBits(pixelData, frame, geometry);
            case Native(byte[] pixelData) -> NativeDecoder.decode(nativeFrame(pixelData, frame), geometry);
            case Encapsulated(List<byte[]> encoded) ->
                FrameDecoder.decode(transferSyntaxUid, encoded(frame), geometry, limits);
        };
    }

    private void checkFrame(int frame) {
        if (frame < 0 || frame >= geometry.frames()) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + geometry.frames());
        }
    }

    private byte[] nativeFrame(byte[] pixelData, int frame) throws CannotDecode {
        long start = geometry.frameBits() * frame / 8;
        long end = (geometry.frameBits() * (frame + 1) + 7) / 8;
        if (end > pixelData.length) {
            throw new BrokenFrame("pixel data end before the frame does");
        }
        return Arrays.copyOfRange(pixelData, (int) start, (int) end);
    }
}
