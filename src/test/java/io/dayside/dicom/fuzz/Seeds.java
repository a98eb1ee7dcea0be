package io.dayside.dicom.fuzz;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.frame.codec.Picture;
import io.dayside.dicom.frame.jpegls.JpegLsEncoder;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.PresentationContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Well-formed inputs to start from, all made here. */
final class Seeds {

    private static final int SIDE = 8;

    /** A picture of our own, compressed by OpenJPH. */
    private static final String HIGH_THROUGHPUT =
            "ff4fff510029400000000008000000080000000000000000000000080000000800000000000000000001070101ff5000"
                    + "08000200000001ff52000c00020001000104044001ff5c00072048484848ff64001700014f70656e4a50482056657220"
                    + "302e33312e302eff90000a00000000005d0001ff93c02d6005ddedc5a57e86511635550d05e7e81c308020033700c02d"
                    + "2805a700aab51505c3145c4a09138bfd4d150844b1b700c94c92240024f4a4f45201fd0210151f31b700fe3fff7ec031"
                    + "00da7600ffd9";

    private Seeds() {}

    static List<byte[]> datasets() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        TransferSyntax[] syntaxes = {
            TransferSyntax.EXPLICIT_LITTLE,
            TransferSyntax.IMPLICIT_LITTLE,
            TransferSyntax.EXPLICIT_BIG,
            TransferSyntax.DEFLATED
        };
        for (int i = 0; i < syntaxes.length; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(i);
            DicomOutput.writeDataset(out, syntaxes[i], nativePicture());
            seeds.add(out.toByteArray());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(syntaxes.length);
        DicomOutput.writeDataset(out, TransferSyntax.of(UID.RLELossless), encapsulatedPicture());
        seeds.add(out.toByteArray());
        return seeds;
    }

    static List<byte[]> files() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String syntax : new String[] {
            UID.ExplicitVRLittleEndian,
            UID.ImplicitVRLittleEndian,
            UID.ExplicitVRBigEndian,
            UID.DeflatedExplicitVRLittleEndian
        }) {
            seeds.add(file(nativePicture(), syntax));
        }
        seeds.add(file(encapsulatedPicture(), UID.RLELossless));
        seeds.add(file(encapsulatedPicture(), UID.JPEGBaseline8Bit));
        return seeds;
    }

    static List<byte[]> documents(ModelFuzz form) throws IOException {
        Attributes numbers = new Attributes()
                .setString(Tag.PixelSpacing, VR.DS, "0.10", "+1E-05")
                .setLong(0x00720082, VR.SV, Long.MIN_VALUE, 5)
                .setDouble(0x00720074, VR.FD, 0.1, Double.NaN, Double.NEGATIVE_INFINITY)
                .setInt(Tag.FrameIncrementPointer, VR.AT, Tag.PixelData);
        return List.of(form.write(nativePicture()), form.write(numbers), form.write(new Attributes()));
    }

    private static byte[] file(Attributes dataset, String syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomFile.write(out, FileMetaInformation.of(dataset, syntax), dataset);
        return out.toByteArray();
    }

    private static Attributes nativePicture() {
        return header().setBytes(Tag.PixelData, VR.OW, new byte[2 * SIDE * SIDE]);
    }

    private static Attributes encapsulatedPicture() {
        List<byte[]> fragments = List.of(rle(), rle());
        return header().setFragments(new Fragments(Tag.PixelData, VR.OB, new byte[8], fragments));
    }

    /** Text in several scripts, numbers, sequences of both kinds of length, private elements, two frames. */
    private static Attributes header() {
        Attributes dataset = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO 2022 IR 13", "ISO 2022 IR 87")
                .setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, "2.25.1")
                .setInt(0x00080000, VR.UL, 0)
                .setString(Tag.StudyDate, VR.DA, "20261124")
                .setString(Tag.PatientName, VR.PN, "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう")
                .setString(0x00090010, VR.LO, "SEED")
                .setBytes(0x00091001, VR.UN, new byte[] {1, 2, 3, 4})
                .setDouble(Tag.PixelSpacing, VR.DS, 0.5, 0.5)
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.NumberOfFrames, VR.IS, 2)
                .setInt(Tag.Rows, VR.US, SIDE)
                .setInt(Tag.Columns, VR.US, SIDE)
                .setInt(Tag.BitsAllocated, VR.US, 8)
                .setInt(Tag.BitsStored, VR.US, 8)
                .setInt(Tag.HighBit, VR.US, 7)
                .setInt(Tag.PixelRepresentation, VR.US, 0);
        Attributes item = dataset.newSequence(Tag.ReferencedStudySequence).addItem();
        item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.3");
        item.newSequence(Tag.PurposeOfReferenceCodeSequence).addItem().setString(Tag.CodeValue, VR.SH, "X");
        return dataset;
    }

    /** What a client sends that stores an object, and what one sends that asks for an echo. */
    static List<byte[]> conversations() throws Exception {
        List<PresentationContext> contexts = List.of(
                new PresentationContext(1, UID.Verification, List.of(UID.ImplicitVRLittleEndian)),
                new PresentationContext(3, UID.SecondaryCaptureImageStorage, List.of(UID.ExplicitVRLittleEndian)));
        ByteArrayOutputStream dataset = new ByteArrayOutputStream();
        DicomOutput.writeDataset(dataset, TransferSyntax.EXPLICIT_LITTLE, nativePicture());
        byte[] stored = recorded(address -> {
            try (DimseClient client = DimseClient.connect(address, "FUZZ", "DAYSIDE", contexts)) {
                client.store(
                        UID.SecondaryCaptureImageStorage, "2.25.1", UID.ExplicitVRLittleEndian, dataset.toByteArray());
                client.release();
            }
        });
        byte[] echoed = recorded(address -> {
            try (DimseClient client = DimseClient.connect(address, "FUZZ", "DAYSIDE", contexts)) {
                client.echo();
            }
        });
        return List.of(stored, echoed);
    }

    private interface Conversation {
        void with(InetSocketAddress address) throws IOException;
    }

    /** Stands between client and acceptor and keeps what the client says. */
    private static byte[] recorded(Conversation conversation) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> relay = threads.submit(() -> {
                try (Socket client = door.accept();
                        Socket server = new Socket()) {
                    server.connect(AssociationFuzz.address());
                    Future<?> back =
                            threads.submit(() -> server.getInputStream().transferTo(client.getOutputStream()));
                    byte[] buffer = new byte[8192];
                    for (int n = client.getInputStream().read(buffer);
                            n >= 0;
                            n = client.getInputStream().read(buffer)) {
                        said.write(buffer, 0, n);
                        server.getOutputStream().write(buffer, 0, n);
                    }
                    server.shutdownOutput();
                    back.cancel(true);
                }
                return null;
            });
            conversation.with(new InetSocketAddress(door.getInetAddress(), door.getLocalPort()));
            relay.get();
        }
        return said.toByteArray();
    }

    /** A frame of 8 by 8 pixels of 8 bits in that syntax, behind its description. */
    static List<byte[]> frames(String transferSyntax) throws IOException {
        byte[] frame = switch (transferSyntax) {
            case UID.RLELossless -> rle();
            case UID.DeflatedImageFrameCompression -> deflated();
            case UID.JPEGBaseline8Bit -> image("jpeg");
            case UID.JPEG2000Lossless -> image("jpeg2000");
            case UID.HTJ2KLossless -> HexFormat.of().parseHex(HIGH_THROUGHPUT);
            case UID.JPEGLSLossless -> JpegLsEncoder.encode(gradient());
            case UID.JPEGExtended12Bit, UID.JPEGLosslessSV1 -> losslessFrame();
            default -> new byte[SIDE * SIDE];
        };
        byte[] seed = new byte[FrameFuzz.HEADER_BYTES + frame.length];
        seed[0] = SIDE - 1;
        seed[1] = SIDE - 1;
        seed[2] = 7;
        System.arraycopy(frame, 0, seed, FrameFuzz.HEADER_BYTES, frame.length);
        return List.of(seed);
    }

    /** One segment of literal and replicated runs, PS3.5 Annex G. */
    private static byte[] rle() {
        byte[] rle = new byte[64 + SIDE * 2 + 2];
        rle[0] = 1;
        rle[4] = 64;
        for (int row = 0; row < SIDE; row++) {
            rle[64 + row * 2] = (byte) (1 - SIDE);
            rle[65 + row * 2] = (byte) (row * 30);
        }
        rle[64 + SIDE * 2] = (byte) -128;
        return rle;
    }

    private static byte[] deflated() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflater.write(new byte[SIDE * SIDE]);
        }
        return out.toByteArray();
    }

    private static byte[] image(String format) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.getRaster().setSample(i % SIDE, i / SIDE, 0, i * 4);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static Picture gradient() {
        short[] samples = new short[SIDE * SIDE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i * i % 256);
        }
        return new Picture(SIDE, SIDE, 1, 8, samples);
    }

    /** Process 14, selection value 1: a table with one category, so that each difference is one bit, 0: a grey field. */
    private static byte[] losslessFrame() {
        return new byte[] {
            -1,
            (byte) 0xD8,
            -1,
            (byte) 0xC3,
            0,
            11,
            8,
            0,
            SIDE,
            0,
            SIDE,
            1,
            1,
            0x11,
            0,
            -1,
            (byte) 0xC4,
            0,
            20,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            -1,
            (byte) 0xDA,
            0,
            8,
            1,
            1,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            -1,
            (byte) 0xD9
        };
    }
}
