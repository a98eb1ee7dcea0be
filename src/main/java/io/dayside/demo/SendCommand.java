package io.dayside.demo;

import io.dayside.demo.Selection.Item;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.EncodedDataset;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.file.Candidate;
import io.dayside.dicom.file.DicomFiles;
import io.dayside.dicom.file.Visitor;
import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import io.dayside.tenancy.Priority;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./dayside send}: sends files to a hospital as its devices would, with an order before the images. */
@Command(
        name = "send",
        description =
                "Send DICOM files, folders, zips, a DICOMDIR, or PNG and JPEG films to a hospital, with an order.",
        mixinStandardHelpOptions = true)
public final class SendCommand implements DaysideCommand {

    @Parameters(paramLabel = "FILE-OR-FOLDER", arity = "1..*", description = "what to send")
    private List<Path> paths = List.of();

    @Option(
            names = {"--to", "--as"},
            paramLabel = "HOSPITAL",
            required = true,
            description = "called AE title or id of the hospital, NORTHGATE for example")
    private String hospitalName = "";

    @Option(names = "--from", paramLabel = "AE", description = "calling AE title (default: ${DEFAULT-VALUE})")
    private String callingAet = "DAYSIDE_SEND";

    @Option(names = "--host", description = "where Dayside runs (default: ${DEFAULT-VALUE})")
    private String host = "localhost";

    @Option(names = "--port", description = "DICOM port (default: ${DEFAULT-VALUE})")
    private int port = 11112;

    @Option(names = "--hl7-port", description = "HL7 MLLP port (default: ${DEFAULT-VALUE})")
    private int hl7Port = 2575;

    @Option(names = "--no-order", description = "send images alone")
    private boolean noOrder;

    @Option(names = "--priority", description = "of the orders: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Priority priority = Priority.ROUTINE;

    @Option(names = "--history", paramLabel = "TEXT", description = "clinical history on the orders")
    private String history = "";

    @Option(names = "--modality", description = "what pictures are wrapped as; only DX (default: ${DEFAULT-VALUE})")
    private String modality = "DX";

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "hospitals' configuration files (default: tenant-config beside ./dayside)")
    private Path config = Path.of(System.getProperty("dayside.home", ""), "tenant-config");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private int sent;
    private int refused;
    private int keptAside;

    @Override
    public Integer call() throws CommandFailure, IOException {
        requireReadable();
        SimulatedHospital hospital = SimulatedHospital.find(config, hospitalName);
        Selection selection = Selection.of(paths, picture -> wrapped(hospital, picture), this::refuse);
        if (!selection.objects().isEmpty()) {
            send(hospital, selection);
        }
        out().printf(
                        "sent %d%s, refused %d%n",
                        sent, keptAside == 0 ? "" : " (%d kept aside)".formatted(keptAside), refused);
        out().flush();
        return sent > 0 ? 0 : 1;
    }

    private void requireReadable() throws CommandFailure {
        for (Path path : paths) {
            if (!Files.isReadable(path)) {
                throw new CommandFailure(path + " is not there or cannot be read");
            }
        }
        if (!modality.equals("DX")) {
            throw new CommandFailure("pictures can be wrapped as DX only");
        }
    }

    private void send(SimulatedHospital hospital, Selection selection) throws CommandFailure, IOException {
        var address = new InetSocketAddress(host, port);
        var kinds =
                selection.objects().values().stream().map(Item::kind).collect(Collectors.toCollection(HashSet::new));
        try (var line = new StoreLine(address, callingAet, hospital.aeTitle(), kinds)) {
            connect(line, address);
            if (!noOrder) {
                placeOrders(hospital, selection);
            }
            for (Path path : paths) {
                DicomFiles.walk(path, new Sending(Selection.prefix(path), selection, line));
            }
            line.release();
        }
    }

    private static void connect(StoreLine line, InetSocketAddress address) throws CommandFailure {
        try {
            line.open();
        } catch (IOException e) {
            throw new CommandFailure(StoreLine.connectProblem(e, address), e);
        }
    }

    private void placeOrders(SimulatedHospital hospital, Selection selection) throws CommandFailure {
        var door = new OrderLine(new InetSocketAddress(host, hl7Port), hospital.orders(), clock);
        Set<String> studies = new HashSet<>();
        boolean missing = false;
        for (Item item : selection.objects().values()) {
            if (!studies.add(item.studyUid())) {
                continue;
            }
            if (item.header().containsValue(Tag.AccessionNumber)
                    && item.header().containsValue(Tag.PatientID)) {
                place(door, item.header());
            } else {
                missing = true;
            }
        }
        if (missing) {
            out().println(
                            "no order, and so no priority and no history, for studies whose files have no accession number or patient id");
        }
    }

    private void place(OrderLine door, Attributes header) throws CommandFailure {
        try {
            door.place(request(header)).ifPresent(why -> out().println("order refused: " + why));
        } catch (IOException e) {
            throw new CommandFailure(
                    "no order can be placed at %s:%d (%s): correct --hl7-port, or send with --no-order"
                            .formatted(host, hl7Port, e.getMessage()),
                    e);
        }
    }

    private PlacedRequest request(Attributes header) {
        return new PlacedRequest(
                header.getString(Tag.PatientID, ""),
                header.getString(Tag.PatientName, ""),
                header.getString(Tag.PatientBirthDate, ""),
                header.getString(Tag.PatientSex, ""),
                header.getString(Tag.AccessionNumber, ""),
                priority,
                header.getString(Tag.StudyDescription, header.getString(Tag.Modality, "") + " examination"),
                history,
                header.getString(Tag.ReferringPhysicianName, ""));
    }

    private Attributes wrapped(SimulatedHospital hospital, byte[] picture) throws IOException {
        return WrappedImages.chestFilm(
                SimulatedStudies.header(
                        hospital, UUID.randomUUID().getMostSignificantBits(), LocalDateTime.now(clock), callingAet),
                picture);
    }

    private void refuse(String name, String why) {
        refused++;
        out().println(name + ": " + why);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Second walk: each object that was found goes. */
    private final class Sending implements Visitor {

        private final String prefix;
        private final Selection selection;
        private final StoreLine line;

        Sending(String prefix, Selection selection, StoreLine line) {
            this.prefix = prefix;
            this.selection = selection;
            this.line = line;
        }

        @Override
        public void candidate(Candidate candidate) throws IOException {
            Item item = selection.objects().get(prefix + candidate.name());
            if (item == null) {
                return;
            }
            try {
                count(candidate.name(), store(candidate, item));
            } catch (MalformedDataset e) {
                refuse(candidate.name(), "damaged: " + e.getMessage());
            } catch (IOException e) {
                refuse(candidate.name(), "not sent: " + e.getMessage());
            }
        }

        private void count(String name, StoreLine.Answer answer) {
            if (!answer.stored()) {
                refuse(name, answer.remark());
                return;
            }
            sent++;
            if (!answer.remark().isEmpty()) {
                keptAside++;
                out().println(name + ": " + answer.remark());
            }
        }

        private StoreLine.Answer store(Candidate candidate, Item item) throws IOException, MalformedDataset {
            Attributes made = selection.wrapped().get(prefix + candidate.name());
            if (made != null) {
                return line.store(item.kind(), item.sopInstanceUid(), StoreLine.encoded(made));
            }
            try (InputStream in = candidate.open()) {
                EncodedDataset dataset = DicomFile.openDataset(in);
                return line.store(item.kind(), item.sopInstanceUid(), dataset.bytes());
            }
        }

        /** Said in the first walk. */
        @Override
        public void refused(String name, Refusal why) {}
    }
}
