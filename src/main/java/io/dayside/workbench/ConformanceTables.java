package io.dayside.workbench;

import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.SpecificCharacterSet;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.deident.ProfileOption;
import io.dayside.dicom.frame.FrameSource;
import io.dayside.dicom.frame.codec.FrameLimits;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseOptions;
import java.util.Map;

/** The parts of the conformance statement that the code itself knows, as Markdown. */
final class ConformanceTables {

    private static final long MIB = 1024L * 1024;

    private ConformanceTables() {}

    static String markdown() {
        StringBuilder text = new StringBuilder();
        implementation(text);
        transferSyntaxes(text);
        storageClasses(text);
        characterSets(text);
        deidentification(text);
        return text.toString();
    }

    private static void implementation(StringBuilder text) {
        DimseOptions acceptor = DimseOptions.DEFAULT;
        ClientOptions requestor = ClientOptions.DEFAULT;
        DicomLimits limits = DicomLimits.DEFAULT;
        heading(text, "Implementation and limits", "item", "value");
        row(text, "Implementation Class UID", FileMetaInformation.IMPLEMENTATION_CLASS_UID);
        row(text, "Implementation Version Name", FileMetaInformation.IMPLEMENTATION_VERSION_NAME);
        row(text, "Longest PDU received, acceptor", acceptor.maxPduBytes() + " bytes");
        row(text, "Longest association request", acceptor.maxRequestBytes() + " bytes");
        row(text, "Associations at once, acceptor", Integer.toString(acceptor.maxAssociations()));
        row(
                text,
                "Wait for an association request (ARTIM)",
                acceptor.requestWait().toSeconds() + " s");
        row(
                text,
                "Wait for a PDU once associated, acceptor",
                acceptor.idleWait().toSeconds() + " s");
        row(text, "Wait for a PDU, requestor", requestor.longestWait().toSeconds() + " s");
        row(text, "Pending responses to one request, requestor", Integer.toString(requestor.maxResponses()));
        row(text, "Nested sequences", limits.maxDepth() + " levels");
        row(text, "Elements of a data set", Integer.toString(limits.maxElements()));
        row(text, "Data set without bulk data", limits.maxMetadataBytes() / MIB + " MiB");
        row(text, "Bulk data of an object", limits.maxBulkBytes() / MIB + " MiB");
        row(text, "Data set once inflated", limits.maxInflatedBytes() / MIB + " MiB");
        row(text, "One decoded frame", FrameLimits.DEFAULT.maxFrameBytes() / MIB + " MiB");
        row(text, "Scans of a JPEG stream", Integer.toString(FrameLimits.DEFAULT.maxScans()));
    }

    private static void transferSyntaxes(StringBuilder text) {
        heading(text, "Transfer syntaxes for storage", "name", "UID", "frames");
        for (TransferSyntax syntax : TransferSyntax.registered()) {
            row(text, named(syntax.name(), syntax.uid()), syntax.uid(), frames(syntax));
        }
    }

    private static String frames(TransferSyntax syntax) {
        if (!syntax.encapsulated()) {
            return "native";
        }
        if (FrameSource.isVideo(syntax)) {
            return "kept and offered as a stream";
        }
        return FrameSource.decodes(syntax) ? "decoded" : "kept";
    }

    private static void storageClasses(StringBuilder text) {
        heading(text, "Storage SOP classes", "name", "UID");
        UIDs.storageSopClasses().forEach((uid, name) -> row(text, named(name, uid), uid));
    }

    private static String named(String name, String uid) {
        return UIDs.isRetired(uid) ? name + " (Retired)" : name;
    }

    private static void characterSets(StringBuilder text) {
        heading(text, "Specific Character Set", "defined term", "character set");
        for (Map.Entry<String, String> term :
                SpecificCharacterSet.definedTerms().entrySet()) {
            row(text, term.getKey(), term.getValue());
        }
    }

    private static void deidentification(StringBuilder text) {
        heading(text, "Options of de-identification", "option", "code (DCM)", "./dayside dicom deidentify");
        for (ProfileOption option : ProfileOption.values()) {
            row(text, option.codeMeaning(), option.codeValue(), argument(option));
        }
    }

    private static String argument(ProfileOption option) {
        return option == ProfileOption.CLEAN_PIXEL_DATA
                ? "`--black-out LEFT,TOP,COLUMNS,ROWS`"
                : "`--profile " + Deidentification.nameOf(option) + "`";
    }

    private static void heading(StringBuilder text, String title, String... columns) {
        text.append(text.isEmpty() ? "" : "\n").append("### ").append(title).append("\n\n");
        row(text, columns);
        text.append("|---".repeat(columns.length)).append("|\n");
    }

    private static void row(StringBuilder text, String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
