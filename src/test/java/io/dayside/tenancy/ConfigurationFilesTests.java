package io.dayside.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTests {

    private static final String CLINIC = """
            kind: Hospital
            id: clinic
            name: Clinic
            numberPrefix: CL
            aeTitle: CLINIC
            facilities: [{code: A, name: Main, jurisdiction: GB, zone: Europe/London}]
            senders: [{aeTitle: CL_CT1}]
            turnaround: {stat: 30m, urgent: 2h, routine: 12h}
            models: [head-ct-haemorrhage]
            orders: {sendingApplication: RIS, sendingFacility: CLINIC, receivingFacility: CLINIC}
            """;

    @TempDir
    private Path folder = Path.of("");

    private final ConfigurationProblems problems = new ConfigurationProblems();

    @Test
    void aWholeFileMakesAHospitalWithDefaults() throws IOException {
        var hospital = read(CLINIC).getFirst();

        assertThat(problems.lines()).isEmpty();
        assertThat(hospital.quietTime()).isEqualTo(Duration.ofSeconds(4));
        assertThat(hospital.orderWait()).isEqualTo(Duration.ofMinutes(2));
        assertThat(hospital.turnaround(Priority.URGENT)).isEqualTo(Duration.ofHours(2));
        assertThat(hospital.sender("CL_CT1"))
                .hasValueSatisfying(sender -> assertThat(sender.facility()).isEqualTo("A"));
        assertThat(hospital.results()).isNull();
    }

    @Test
    void aModalityMayHaveItsOwnQuietTimeAndTheLongestOfAStudyCounts() throws IOException {
        var hospital = read(CLINIC + "quietTime: 5s\nquietTimes: {CT: 30s, MR: 2m, DX: 4s}\n")
                .getFirst();

        assertThat(problems.lines()).isEmpty();
        assertThat(hospital.quietTime(List.of("DX"))).isEqualTo(Duration.ofSeconds(4));
        assertThat(hospital.quietTime(List.of("CT", "MR", "SR"))).isEqualTo(Duration.ofMinutes(2));
        assertThat(hospital.quietTime(List.of("DX", "SR")))
                .as("one has none of its own")
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(hospital.quietTime(List.of())).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aHospitalMayBeALibraryThatNobodyReadsForAPatient() throws IOException {
        assertThat(read(CLINIC).getFirst().keepsLibrary()).isFalse();
        assertThat(read(CLINIC + "teaching: true\n").getFirst().keepsLibrary()).isTrue();
        assertThat(problems.lines()).isEmpty();

        read(CLINIC + "teaching: maybe\n");
        assertThat(problems.lines()).containsExactly("0.yaml document 1: teaching: must be true or false");
    }

    @Test
    void aHospitalMayHaveAQuota() throws IOException {
        assertThat(read(CLINIC).getFirst().quota()).isNull();
        assertThat(read(CLINIC + "quota: {storageGiB: 500}\n").getFirst().quota())
                .isEqualTo(new Hospital.Quota(500L << 30, null));
        assertThat(read(CLINIC + "quota: {storageGiB: 1, instancesPerMinute: 600}\n")
                        .getFirst()
                        .quota())
                .isEqualTo(new Hospital.Quota(1L << 30, 600));
        assertThat(problems.lines()).isEmpty();

        read(CLINIC + "quota: {storageGiB: 0, instancesPerMinute: lots}\n");
        assertThat(problems.lines())
                .containsExactly(
                        "0.yaml document 1: quota.storageGiB: must be a whole number from 1 to 1000000",
                        "0.yaml document 1: quota.instancesPerMinute: must be a whole number from 1 to 1000000");
    }

    @Test
    void aSenderMayStoreUnlessTheFileSaysOtherwise() throws IOException {
        var hospital = read(CLINIC.replace(
                        "[{aeTitle: CL_CT1}]", "[{aeTitle: CL_CT1}, {aeTitle: CL_PACS, may: [query, store]}]"))
                .getFirst();

        assertThat(hospital.sender("CL_CT1").orElseThrow().may()).containsExactly(Hospital.Permission.STORE);
        assertThat(hospital.sender("CL_PACS").orElseThrow().may())
                .containsExactly(Hospital.Permission.STORE, Hospital.Permission.QUERY);
    }

    @Test
    void aHospitalIsCalledOnlyWhereTheFileSays() throws IOException {
        var hospital = read(CLINIC + "destinations: [{aeTitle: CL_WS, host: ws.clinic.example, port: 104}]\n")
                .getFirst();

        assertThat(hospital.destination("CL_WS"))
                .hasValue(new Hospital.Destination("CL_WS", "ws.clinic.example", 104, List.of()));
        assertThat(hospital.destination("CL_CT1")).isEmpty();
        assertThat(read(CLINIC).getFirst().destinations()).isEmpty();
    }

    @Test
    void everyMistakeOfEveryFileIsNamed() throws IOException {
        var hospitals = read("""
                kind: Hospital
                id: Clinic One
                numberPrefix: c
                aeTitle: 'WITH\\BACKSLASH'
                facilities:
                  - {code: A, name: Main, jurisdiction: XX, zone: Mars/Olympus}
                  - {code: A, name: Second, jurisdiction: GB, zone: +01:00}
                senders: [{aeTitle: ONE, facility: B}, {aeTitle: ONE, may: [store, delete]}]
                turnaround: {stat: 4h, urgent: 2h, routine: soon}
                models: head-ct-haemorrhage
                quietTime: 0s
                quietTimes: {ct: 30s, MR: 11m}
                orders: {sendingApplication: 'A|B', sendingFacility: X}
                results: {host: 'no host', port: 70000}
                destinations: [{aeTitle: WS, host: ws}, {aeTitle: WS, host: ws, port: 104, certificates: [ff]}]
                colour: blue
                """, "kind: Hospital\nid: harbour\n");

        assertThat(hospitals).hasSize(1);
        assertThat(problems.lines())
                .contains(
                        "0.yaml document 1: id: must be 2 to 31 of a-z, 0-9 and '-', starting with a letter",
                        "0.yaml document 1: name: is missing",
                        "0.yaml document 1: numberPrefix: must be two capital letters",
                        "0.yaml document 1: aeTitle: must be an AE title of at most 16 characters",
                        "0.yaml document 1: facilities[0].jurisdiction: must be an ISO 3166 code such as GB or US-NY",
                        "0.yaml document 1: facilities[0].zone: must be a time zone such as Europe/Zurich",
                        "0.yaml document 1: facilities[1].zone: must be a time zone such as Europe/Zurich",
                        "0.yaml document 1: facilities: names A twice",
                        "0.yaml document 1: senders[0].facility: names no facility of this hospital",
                        "0.yaml document 1: senders[1].may: must list store, query, retrieve, steps",
                        "0.yaml document 1: senders: names ONE twice",
                        "0.yaml document 1: turnaround.stat: must not be longer than urgent",
                        "0.yaml document 1: turnaround.routine: must be a duration such as 4s, 90m or 12h",
                        "0.yaml document 1: models: must be a list",
                        "0.yaml document 1: quietTime: must lie between 1s and 10m",
                        "0.yaml document 1: quietTimes.ct: is not a modality such as CT",
                        "0.yaml document 1: quietTimes.MR: must lie between 1s and 10m",
                        "0.yaml document 1: orders.receivingFacility: is missing",
                        "0.yaml document 1: results.host: must be a host name or an address",
                        "0.yaml document 1: results.port: must be a whole number from 1 to 65535",
                        "0.yaml document 1: destinations[0].port: is missing",
                        "0.yaml document 1: destinations[1].certificates: must be SHA-256 digests of certificates, 64"
                                + " hexadecimal digits each",
                        "0.yaml document 1: destinations: names WS twice",
                        "0.yaml document 1: colour: is no known field",
                        "1.yaml document 1: aeTitle: is missing",
                        "1.yaml document 1: facilities: must name at least one site",
                        "1.yaml document 1: turnaround: is missing");
    }

    @Test
    void hospitalsShareNeitherIdNorAeTitleNorPrefixNorOrderSystem() throws IOException {
        read(CLINIC, CLINIC);

        assertThat(problems.lines())
                .containsExactlyInAnyOrder(
                        "1.yaml document 1: id: is already that of another hospital",
                        "1.yaml document 1: aeTitle: is already that of another hospital",
                        "1.yaml document 1: numberPrefix: is already that of another hospital",
                        "1.yaml document 1: orders: is already that of another hospital");
    }

    @Test
    void noHospitalTakesThePlatformsName() throws IOException {
        read(CLINIC.replace("id: clinic", "id: platform"));

        assertThat(problems.lines()).containsExactly("0.yaml document 1: id: is reserved for the platform itself");
    }

    @Test
    void hostileTextIsRefusedAndNotInterpreted() throws IOException {
        var bomb = new StringBuilder("kind: Hospital\na: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char name = 'b'; name <= 'i'; name++) {
            bomb.append("%c: &%c [*%c, *%c, *%c, *%c]\n".formatted(name, name, name - 1, name - 1, name - 1, name - 1));
        }
        read(
                bomb.toString(),
                "kind: Hospital\nid: !!javax.script.ScriptEngineManager [x]\n",
                "kind: Hospital\nid: clinic\nid: other\n",
                "kind: Hospital\nid: " + "[".repeat(5_000),
                "kind: Hospital\nname: \"unfinished",
                "kind: 'Hospital'\n---\n- just\n- a list\n",
                "x".repeat(2 * 1024 * 1024));

        assertThat(problems.lines())
                .contains(
                        "0.yaml: uses an anchor or alias: line 2",
                        "1.yaml: uses a tag: line 2",
                        "2.yaml: is no YAML that can be read: line 3",
                        "5.yaml document 2: has no field 'kind'",
                        "6.yaml: is larger than 1 MiB")
                .anyMatch(line -> line.startsWith("3.yaml: is no YAML"))
                .anyMatch(line -> line.startsWith("4.yaml: is no YAML"));
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Files.write(folder.resolve("0.yaml"), new byte[] {'k', (byte) 0xff, (byte) 0xfe});

        ConfigurationFiles.load(folder, problems);

        assertThat(problems.lines()).containsExactly("0.yaml: cannot be read as UTF-8 text");
    }

    @Test
    void anEmptyFolderIsAMistake() {
        ConfigurationFiles.load(folder, problems);

        assertThat(problems.lines()).containsExactly(folder + ": holds no document in a .yaml file");
    }

    @Test
    void theDemoHospitalsAreWithoutMistake() {
        var hospitals = HospitalReader.read(
                ConfigurationFiles.load(Path.of("tenant-config"), problems).stream()
                        .filter(document -> document.kind().equals("Hospital"))
                        .toList(),
                problems);

        assertThat(problems.lines()).isEmpty();
        assertThat(hospitals)
                .extracting(hospital -> hospital.id().code())
                .containsExactlyInAnyOrder("northgate", "harbour", "alpenblick", "academy");
        assertThat(hospitals)
                .allSatisfy(
                        hospital -> assertThat(hospital.sender("DAYSIDE_SEND")).isPresent());
    }

    private List<Hospital> read(String... texts) throws IOException {
        for (int index = 0; index < texts.length; index++) {
            Files.writeString(folder.resolve(index + ".yaml"), texts[index], StandardCharsets.UTF_8);
        }
        return HospitalReader.read(ConfigurationFiles.load(folder, problems), problems);
    }
}
