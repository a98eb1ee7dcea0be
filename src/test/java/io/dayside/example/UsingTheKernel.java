package io.dayside.example;

import io.dayside.dicom.build.Code;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.frame.CannotDecode;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.GreyPipeline;
import io.dayside.dicom.frame.Samples;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.DimseServices;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.StoreRequest;
import io.dayside.dicom.net.StoreResponse;
import io.dayside.dicom.service.FindRequest;
import io.dayside.dicom.service.FindService;
import io.dayside.dicom.service.Matching;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Changes and shows an image, then sends it to an archive of its own and asks for it there. */
public final class UsingTheKernel {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final Matching MATCHING = new Matching(ZoneOffset.UTC);

    private final Path folder;
    private final List<Attributes> index = new CopyOnWriteArrayList<>();

    private UsingTheKernel(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Path image = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        Path changed = folder.resolve("changed.dcm");
        change(image, changed);
        show(changed, folder.resolve("frame.png"));
        try (DimseServer archive = new UsingTheKernel(folder).listen()) {
            sendAndAsk(changed, new InetSocketAddress(archive.address(), archive.port()));
        }
    }

    /** Reads a file with its pixel data, changes elements and writes it in the same transfer syntax. */
    static void change(Path from, Path to) throws IOException, MalformedDataset {
        DicomFile file = DicomFile.read(from);
        Attributes dataset = file.dataset();
        dataset.setString(Tag.PatientName, VR.PN, "Doe^Jane").setString(Tag.SOPInstanceUID, VR.UI, UIDs.random());
        dataset.newSequence(Tag.ProcedureCodeSequence).add(new Code("77477000", "SCT", "Computed tomography").toItem());
        DicomFile.write(to, FileMetaInformation.of(dataset, file.meta().transferSyntaxUid()), dataset);
    }

    /** Decodes the first frame of a grey image and renders it through its own rescale and window. */
    static void show(Path from, Path png) throws IOException, MalformedDataset, CannotDecode {
        DicomFile file = DicomFile.read(from);
        FrameSource frames = FrameSource.of(file);
        Samples stored = frames.decode(0);
        byte[] grey = GreyPipeline.of(file.dataset(), frames.geometry(), 0).render(stored);
        BufferedImage picture = new BufferedImage(stored.columns(), stored.rows(), BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, stored.columns(), stored.rows(), grey);
        ImageIO.write(picture, "png", png.toFile());
    }

    /** Echoes, stores and queries as a user. One context for each pair of class and syntax. */
    static void sendAndAsk(Path file, InetSocketAddress archive) throws IOException, MalformedDataset {
        DicomFile header = DicomFile.readHeader(file);
        Map<String, Set<String>> wanted = Map.of(
                UID.Verification,
                Set.of(UID.ImplicitVRLittleEndian),
                FIND,
                Set.of(UID.ImplicitVRLittleEndian),
                header.meta().mediaStorageSopClassUid(),
                Set.of(header.meta().transferSyntaxUid()));
        Attributes keys = new Attributes()
                .setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY")
                .setString(Tag.PatientName, VR.PN, "DOE*")
                .setNull(Tag.StudyInstanceUID, VR.UI);
        try (DimseClient client =
                DimseClient.connect(archive, "EXAMPLE", "ARCHIVE", PresentationContext.forEach(wanted))) {
            System.out.printf("C-ECHO %04X%n", client.echo());
            System.out.printf("C-STORE %04X%n", client.store(file).status());
            for (Attributes match : client.find(FIND, keys)) {
                System.out.println("C-FIND " + match.getString(Tag.StudyInstanceUID));
            }
            client.release();
        }
    }

    /** Takes objects of every storage class and answers queries, on a free port and from anyone who knows our name. */
    DimseServer listen() throws IOException {
        AssociationPolicy policy = caller -> caller.calledAet().equals("ARCHIVE")
                ? new AssociationPolicy.Accepted()
                : AssociationPolicy.Rejected.CALLED_AE_NOT_RECOGNIZED;
        DimseServices services =
                DimseServices.of(DimseServices.storage(this::receive), new FindService(Set.of(FIND), this::find, 100));
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return DimseServer.start(anyPort, DimseOptions.DEFAULT, policy, services);
    }

    /** Writes the bytes as they come. The sender hears of success when this returns; a malformed object is answered C000. */
    private StoreResponse receive(StoreRequest request) throws IOException, MalformedDataset {
        Path file = folder.resolve(request.sopInstanceUid() + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            DicomFile.writeMeta(
                    out,
                    FileMetaInformation.of(
                            request.sopClassUid(), request.sopInstanceUid(), request.transferSyntaxUid()));
            request.dataset().transferTo(out);
        }
        index.add(DicomFile.readHeader(file).dataset());
        return StoreResponse.SUCCESS;
    }

    private Stream<Attributes> find(FindRequest request) {
        return index.stream()
                .filter(object -> MATCHING.matches(request.keys(), object))
                .map(object -> Matching.answer(request.keys(), object));
    }
}
