package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The dictionary against that of DCMTK, which is made from the standard. */
class ElementDictionaryTests {

    private static final Pattern EXACT = Pattern.compile("\\((\\p{XDigit}{4}),(\\p{XDigit}{4})\\)");

    /** DCMTK's codes for several representations, and the one that we read without a VR. */
    private static final Map<String, VR> SEVERAL =
            Map.of("xs", VR.US, "ox", VR.OW, "px", VR.OW, "lt", VR.OW, "up", VR.UL);

    @Test
    void everyStandardElementOfDcmtkIsKnownWithItsVr() throws IOException {
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (String[] entry : dcmtkEntries()) {
            Matcher tag = EXACT.matcher(entry[0]);
            if (!tag.matches() || !entry[4].startsWith("DICOM") || entry[1].equals("na")) {
                continue;
            }
            int number = Integer.parseUnsignedInt(tag.group(1) + tag.group(2), 16);
            compared++;
            VR expected = SEVERAL.containsKey(entry[1]) ? SEVERAL.get(entry[1]) : VR.valueOf(entry[1]);
            if (ElementDictionary.vrOf(number) != expected) {
                different.add(entry[0]);
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThan(4_500);
    }

    private static List<String[]> dcmtkEntries() throws IOException {
        List<Path> folders;
        try (Stream<Path> shared = Files.list(Path.of("/usr/share"))) {
            folders = shared.map(folder -> folder.resolve("dicom.dic"))
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("dcmtk"))
                    .toList();
        }
        Assumptions.assumeFalse(folders.isEmpty(), "DCMTK's dicom.dic is not installed");
        return Files.readAllLines(folders.getFirst(), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith("("))
                .map(line -> line.split("\t", -1))
                .toList();
    }

    @Test
    void repeatingGroupsAndElementsAreKnown() {
        assertThat(ElementDictionary.keywordOf(0x60003000)).isEqualTo("OverlayData");
        assertThat(ElementDictionary.keywordOf(0x601E3000)).isEqualTo("OverlayData");
        assertThat(ElementDictionary.vrOf(0x50100005)).isEqualTo(VR.US);
        assertThat(ElementDictionary.keywordOf(0x00203142)).isEqualTo("SourceImageIDs");
        assertThat(ElementDictionary.vrOf(0x10000021)).isEqualTo(VR.US);
        assertThat(ElementDictionary.vrOf(0x60013000)).isEqualTo(VR.UN);
    }

    @Test
    void elementsAndUidsOfLaterEditionsAreKnown() {
        assertThat(ElementDictionary.keywordOf(0x0008001C)).isEqualTo("SyntheticData");
        assertThat(ElementDictionary.keywordOf(0x00060001)).isEqualTo("CurrentFrameFunctionalGroupsSequence");
        assertThat(UID.nameOf("1.2.840.10008.2.16.4")).isEqualTo("DICOM Controlled Terminology");
        assertThat(TransferSyntax.of("1.2.840.10008.1.2.4.201").isRegistered()).isTrue();
    }
}
