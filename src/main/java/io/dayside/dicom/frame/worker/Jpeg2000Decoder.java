package io.dayside.dicom.frame.worker;

import io.dayside.dicom.frame.codec.BrokenStream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** JPEG 2000 and its high-throughput kind by FFmpeg. A damaged stream may end the process. */
final class Jpeg2000Decoder {

    /** One allocation of native memory may not be larger. */
    private static final long MAX_ALLOCATION_BYTES = 1L << 30;

    private static final Complaints COMPLAINTS = Complaints.listen();

    private Jpeg2000Decoder() {}

    /** Loads the native library. */
    static void prepare() {
        avutil.av_max_alloc(MAX_ALLOCATION_BYTES);
        avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_JPEG2000);
    }

    /** Samples row by row, those of a pixel side by side; signed ones as such. */
    static short[] decode(Codestream codestream, int components) throws BrokenStream {
        AVCodec codec = avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_JPEG2000);
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        AVFrame frame = avutil.av_frame_alloc();
        AVPacket packet = avcodec.av_packet_alloc();
        byte[] bytes = codestream.bytes();
        try (BytePointer data = new BytePointer(bytes.length + (long) avcodec.AV_INPUT_BUFFER_PADDING_SIZE)) {
            data.zero();
            data.put(bytes, 0, bytes.length);
            packet.data(data).size(bytes.length);
            context.thread_count(1);
            context.err_recognition(avcodec.AV_EF_EXPLODE);
            int errorsBefore = COMPLAINTS.errors();
            boolean decoded = avcodec.avcodec_open2(context, codec, (AVDictionary) null) >= 0
                    && avcodec.avcodec_send_packet(context, packet) >= 0
                    && avcodec.avcodec_receive_frame(context, frame) >= 0;
            if (!decoded) {
                throw new BrokenStream("JPEG 2000 codestream is damaged");
            }
            if (COMPLAINTS.errors() > errorsBefore) {
                throw new BrokenStream("JPEG 2000 codestream is damaged in part, or has a block beyond the decoder");
            }
            return samples(frame, codestream, components);
        } finally {
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(context);
        }
    }

    private static short[] samples(AVFrame frame, Codestream codestream, int components) throws BrokenStream {
        AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(frame.format());
        if (format == null || format.nb_components() < components || format.log2_chroma_w() > 0) {
            throw new BrokenStream("JPEG 2000 codestream decodes to an unknown form");
        }
        short[] samples = new short[frame.width() * frame.height() * components];
        for (int c = 0; c < components; c++) {
            component(frame, format.comp(c), codestream, samples, c, components);
        }
        return samples;
    }

    /** FFmpeg aligns samples to the left of a wider format, and adds half the range to signed ones. */
    private static void component(
            AVFrame frame, AVComponentDescriptor from, Codestream codestream, short[] samples, int place, int step) {
        int excess = from.depth() - codestream.bits();
        int offset = codestream.signed() ? 1 << (codestream.bits() - 1) : 0;
        boolean wide = from.depth() > Byte.SIZE;
        int lineBytes = frame.linesize(from.plane());
        byte[] line = new byte[Math.abs(lineBytes)];
        BytePointer plane = frame.data(from.plane());
        int to = place;
        for (int row = 0; row < frame.height(); row++) {
            plane.position((long) row * lineBytes).get(line);
            for (int column = 0; column < frame.width(); column++, to += step) {
                int at = column * from.step() + from.offset();
                int cell = wide ? (line[at] & 0xFF) | ((line[at + 1] & 0xFF) << 8) : line[at] & 0xFF;
                samples[to] = (short) ((cell >> from.shift() >> excess) - offset);
            }
        }
    }
}
