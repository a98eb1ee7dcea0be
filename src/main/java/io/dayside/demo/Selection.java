package io.dayside.demo;

import io.dayside.demo.StoreLine.Kind;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.file.Candidate;
import io.dayside.dicom.file.DicomFiles;
import io.dayside.dicom.file.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What there is to send below some paths, looked at before anything is sent. */
final class Selection implements Visitor {

    private static final int LONGEST_SIGNATURE_BYTES = 16;

    /** One object: its kind and instance, the study it belongs to, and the header its order is made from. */
    record Item(Kind kind, String sopInstanceUid, String studyUid, Attributes header) {}

    private final Map<String, Item> objects = new LinkedHashMap<>();
    private final Map<String, Attributes> wrapped = new LinkedHashMap<>();
    private final BiConsumer<String, String> refused;
    private final Pictures pictures;
    private String prefix = "";

    /** Makes an object of a picture file. */
    @FunctionalInterface
    interface Pictures {
        Attributes wrap(byte[] picture) throws IOException;
    }

    private Selection(Pictures pictures, BiConsumer<String, String> refused) {
        this.pictures = pictures;
        this.refused = refused;
    }

    /** @param refused told the name and the reason of each file that cannot go */
    static Selection of(List<Path> paths, Pictures pictures, BiConsumer<String, String> refused) throws IOException {
        var selection = new Selection(pictures, refused);
        for (Path path : paths) {
            selection.prefix = prefix(path);
            DicomFiles.walk(path, selection);
        }
        return selection;
    }

    /** Two paths may hold files of the same name. */
    static String prefix(Path path) {
        return path + " ";
    }

    Map<String, Item> objects() {
        return objects;
    }

    /** The picture's object by the file's key; empty for DICOM files. */
    Map<String, Attributes> wrapped() {
        return wrapped;
    }

    @Override
    public void candidate(Candidate candidate) {
        try (InputStream in = candidate.open()) {
            byte[] start = in.readNBytes(LONGEST_SIGNATURE_BYTES);
            if (WrappedImages.isPicture(start)) {
                picture(candidate);
            } else {
                dicom(candidate);
            }
        } catch (MalformedDataset e) {
            refused.accept(candidate.name(), words(e));
        } catch (IOException _) {
            refused.accept(candidate.name(), "unreadable");
        }
    }

    private void picture(Candidate candidate) throws IOException {
        try (InputStream in = candidate.open()) {
            byte[] picture = in.readAllBytes();
            wrap(candidate.name(), picture);
        }
    }

    private void wrap(String name, byte[] picture) {
        try {
            Attributes object = pictures.wrap(picture);
            wrapped.put(prefix + name, object);
            objects.put(prefix + name, item(StoreLine.kind(object), object));
        } catch (IOException e) {
            refused.accept(name, "no picture that can be wrapped: " + e.getMessage());
        }
    }

    private void dicom(Candidate candidate) throws IOException, MalformedDataset {
        try (InputStream in = candidate.open()) {
            DicomFile file = DicomFile.readHeader(in);
            Attributes header = file.dataset();
            String sopClass = header.getString(Tag.SOPClassUID, file.meta().mediaStorageSopClassUid());
            if (!UIDs.isStorageSopClass(sopClass)) {
                refused.accept(
                        candidate.name(),
                        sopClass.isEmpty()
                                ? "no object that can be stored: it names no SOP Class UID (0008,0016)"
                                : "no object that can be stored: its SOP class is " + UID.nameOf(sopClass));
                return;
            }
            if (!header.containsValue(Tag.SOPInstanceUID)) {
                refused.accept(
                        candidate.name(), "no object that can be stored: it has no SOP Instance UID (0008,0018)");
                return;
            }
            objects.put(
                    prefix + candidate.name(),
                    item(new Kind(sopClass, file.meta().transferSyntaxUid()), header));
        }
    }

    private static Item item(Kind kind, Attributes header) {
        return new Item(
                kind, header.getString(Tag.SOPInstanceUID, ""), header.getString(Tag.StudyInstanceUID, ""), header);
    }

    private static String words(MalformedDataset e) {
        return switch (e.problem()) {
            case NOT_DICOM -> "not DICOM, PNG or JPEG";
            case TRUNCATED -> "ends too early to be read";
            default -> "damaged: " + e.getMessage();
        };
    }

    @Override
    public void refused(String name, Refusal why) {
        refused.accept(
                name,
                switch (why) {
                    case ESCAPING_NAME -> "its name leads out of the folder or archive";
                    case DUPLICATE_NAME -> "a second file of the same name";
                    case NESTED_ARCHIVE -> "an archive in an archive";
                    case TOO_LARGE -> "too large when unpacked";
                    case TOO_MANY -> "too many files; the rest was left out";
                    case MISSING -> "named by the DICOMDIR and not there";
                    case UNREADABLE -> "unreadable";
                    case BROKEN_ARCHIVE -> "a damaged archive";
                });
    }
}
