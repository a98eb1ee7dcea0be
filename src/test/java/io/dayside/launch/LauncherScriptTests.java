package io.dayside.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell script {@code ./dayside}, copied into a folder of its own with a JDK that only says what it was asked. */
class LauncherScriptTests {

    private static final String BASIC_PATH = "/usr/bin:/bin";

    @TempDir
    private Path folder = Path.of("replaced by JUnit");

    @BeforeEach
    void copyTheLauncherWithItsBuildDone() throws IOException {
        Files.copy(Path.of("dayside"), folder.resolve("dayside"));
        Files.setPosixFilePermissions(folder.resolve("dayside"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(folder.resolve("pom.xml"));
        Files.createDirectories(folder.resolve("src/main/java"));
        Files.createDirectories(folder.resolve("src/main/resources"));
        Files.createDirectories(folder.resolve("frontend"));
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("target/classpath.txt"), "some.jar");
        Files.createFile(folder.resolve("target/dayside.stamp"));
        Files.createFile(folder.resolve("target/dayside.jar"));
        Files.writeString(folder.resolve("target/dayside.jar.sum"), "4711");
    }

    @Test
    void runsTheCommandWithTheJdkOfJavaHome() throws Exception {
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25.0.1")), "send", "two words");
        assertThat(result.exit()).isZero();
        assertThat(result.output())
                .contains("io.dayside.launch.Main send two words")
                .contains("target/dayside.jar:some.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "fuzz"})
    void helpOfWhatItRunsItselfRunsNothing(String name) throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk("jdk", "25.0.1"));
        assertThat(dayside(environment, name, "--help").output()).contains("io.dayside.launch.Main help " + name);
    }

    @Test
    void theTestsTakeNoOptions() throws Exception {
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25.0.1")), "test", "--quick");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().strip())
                .startsWith("dayside: test takes no options")
                .doesNotContain("\n");
    }

    @Test
    void findsAJdkInTheUsualPlacesWhenJavaHomeIsTooOld() throws Exception {
        jdk("places/21", "21.0.4");
        jdk("places/25", "25");
        Result result = dayside(
                Map.of(
                        "JAVA_HOME",
                        jdk("old", "17.0.15"),
                        "DAYSIDE_JDK_FOLDERS",
                        folder + "/places/21 " + folder + "/places/25"),
                "help");
        assertThat(result.output()).contains(folder.resolve("places/25").toString());
    }

    @Test
    void saysInOneLineThatNoJdkIsThere() throws Exception {
        Result result = dayside(Map.of("JAVA_HOME", jdk("old", "17.0.15"), "DAYSIDE_JDK_FOLDERS", ""), "up");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().strip())
                .startsWith("dayside: no JDK 25 found")
                .contains("https://adoptium.net")
                .doesNotContain("\n");
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
        String home = jdk("jre", "25");
        Files.delete(Path.of(home, "bin", "javac"));
        assertThat(dayside(Map.of("JAVA_HOME", home, "DAYSIDE_JDK_FOLDERS", ""), "up")
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void saysInOneLineThatMavenIsMissingWhenItHasToBuild() throws Exception {
        Files.delete(folder.resolve("target/dayside.stamp"));
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25"), "PATH", pathWithout("mvn")), "up");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().strip())
                .startsWith("dayside: Maven is missing")
                .doesNotContain("\n");
    }

    @Test
    void saysInOneLineThatNodeIsTooOld() throws Exception {
        Files.delete(folder.resolve("target/dayside.stamp"));
        Path programs = Path.of(pathWithout("node"));
        program(programs.resolve("mvn"), "exit 0");
        program(programs.resolve("npm"), "exit 0");
        program(programs.resolve("node"), "echo v18.19.0");
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25"), "PATH", programs.toString()), "up");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().strip()).contains("v18.19.0 is too old").doesNotContain("\n");
    }

    @Test
    void buildsOnceAndAgainOnlyWhenASourceChanges() throws Exception {
        Files.delete(folder.resolve("target/dayside.stamp"));
        Path programs = Path.of(pathWithout("mvn"));
        program(programs.resolve("mvn"), "echo built >>" + folder.resolve("builds"));
        program(programs.resolve("npm"), "exit 0");
        program(programs.resolve("node"), "echo v22.1.0");
        Map<String, String> environment = Map.of("JAVA_HOME", jdk("jdk", "25"), "PATH", programs.toString());
        assertThat(dayside(environment, "help").output()).contains("Building Dayside");
        assertThat(dayside(environment, "help").output()).doesNotContain("Building Dayside");
        Files.writeString(folder.resolve("src/main/java/New.java"), "");
        Files.setLastModifiedTime(
                folder.resolve("src/main/java/New.java"),
                java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(2)));
        dayside(environment, "help");
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(2);
    }

    @Test
    void aFailedBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
        Files.delete(folder.resolve("target/dayside.stamp"));
        Path programs = Path.of(pathWithout("mvn"));
        program(programs.resolve("mvn"), "echo '[ERROR] no such symbol'; exit 1");
        program(programs.resolve("npm"), "exit 0");
        program(programs.resolve("node"), "echo v22.1.0");
        Result result = dayside(Map.of("JAVA_HOME", jdk("jdk", "25"), "PATH", programs.toString()), "help");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("no such symbol").contains("dayside: the build failed");
        assertThat(folder.resolve("target/dayside.stamp")).doesNotExist();
    }

    @Test
    void keepsItsClassesWhenUpEndsAndStartsWithThemFromThenOn() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk("jdk", "25.0.1"));
        Path cache = folder.resolve("target/dayside-4711-25.0.1.aot");
        assertThat(dayside(environment, "send").output()).doesNotContain("-XX:AOT");
        assertThat(dayside(environment, "up").output()).contains("-XX:AOTCacheOutput=" + cache + ".new");
        assertThat(dayside(environment, "up", "--help").output()).doesNotContain("-XX:AOT");
        Files.createFile(Path.of(cache + ".new"));
        assertThat(dayside(environment, "up").output())
                .as("one of a run that was never ready is not used")
                .contains("-XX:AOTCacheOutput=" + cache + ".new");
        assertThat(Path.of(cache + ".new")).doesNotExist();
        Files.createFile(Path.of(cache + ".new"));
        Files.createFile(Path.of(cache + ".ready"));
        for (String command : new String[] {"send", "up"}) {
            assertThat(dayside(environment, command).output())
                    .contains("-XX:AOTCache=" + cache)
                    .doesNotContain("AOTCacheOutput");
        }
        assertThat(dayside(Map.of("JAVA_HOME", jdk("next", "26")), "up").output())
                .as("that of another JDK is not used")
                .contains("-XX:AOTCacheOutput=" + folder.resolve("target/dayside-4711-26.aot.new"));
    }

    /** The JVM would start the former program without a word. */
    @Test
    void classesKeptOfAFormerBuildAreNotUsed() throws Exception {
        Map<String, String> environment = realJdkAndProgramsForABuild();
        buildProgramThatSays("first", environment);
        assertThat(dayside(environment, "up").output()).contains("first");
        assertThat(dayside(environment, "help").output()).contains("first");
        assertThat(caches()).hasSize(1).allMatch(name -> name.endsWith(".aot"));
        byte[] kept = Files.readAllBytes(folder.resolve("target").resolve(caches().getFirst()));
        String former = caches().getFirst();

        buildProgramThatSays("other", environment);
        assertThat(caches()).isEmpty();
        Files.write(folder.resolve("target").resolve(former), kept);
        Files.write(folder.resolve("target").resolve(former + ".new"), kept);
        for (String command : new String[] {"help", "up", "help"}) {
            assertThat(dayside(environment, command).output()).contains("other").doesNotContain("first");
        }
        assertThat(caches()).as("one was kept of this build as well").hasSize(3);
    }

    @Test
    void startsWithoutKeptClassesWhereTheyAreBroken() throws Exception {
        Map<String, String> environment = realJdkAndProgramsForABuild();
        buildProgramThatSays("here I am", environment);
        dayside(environment, "up");
        Path unproved = folder.resolve("target").resolve(caches().getFirst());
        Path cache = Path.of(unproved.toString().replace(".new", ""));
        Path ready = Path.of(cache + ".ready");
        byte[] whole = Files.readAllBytes(unproved);
        for (byte[] broken : new byte[][] {{}, "no cache".getBytes(UTF_8), Arrays.copyOf(whole, whole.length / 2)}) {
            Files.write(unproved, broken);
            Files.write(ready, new byte[0]);
            assertThat(dayside(environment, "help").output()).contains("here I am");
            assertThat(caches()).as("thrown away").isEmpty();
            Files.write(cache, broken);
            assertThat(dayside(environment, "help").output()).contains("here I am");
            Files.delete(cache);
        }
        Files.write(unproved, whole);
        Files.write(ready, new byte[0]);
        assertThat(dayside(environment, "help").output()).contains("here I am");
        assertThat(cache).as("a whole one is kept").hasBinaryContent(whole);
    }

    private List<String> caches() {
        return Stream.of(
                        Objects.requireNonNull(folder.resolve("target").toFile().list()))
                .filter(name -> name.contains(".aot"))
                .sorted()
                .toList();
    }

    private Map<String, String> realJdkAndProgramsForABuild() throws IOException {
        Path programs = Path.of(pathWithout("mvn"));
        program(programs.resolve("mvn"), "exit 0");
        program(programs.resolve("npm"), "exit 0");
        program(programs.resolve("node"), "echo v22.1.0");
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", programs.toString());
    }

    /** In place of Dayside's classes one that prints some words. */
    private void buildProgramThatSays(String words, Map<String, String> environment) throws Exception {
        Path source = Files.createDirectories(folder.resolve("program")).resolve("Main.java");
        Files.writeString(
                source,
                "package io.dayside.launch; class Main { public static void main(String[] args) throws Exception {"
                        + " System.out.println(\"%s\"); String ready = System.getProperty(\"dayside.ready-file\");"
                                .formatted(words)
                        + " if (ready != null) new java.io.File(ready).createNewFile(); } }");
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(javac.run(
                        System.out,
                        System.err,
                        "-d",
                        folder.resolve("target/classes").toString(),
                        source.toString()))
                .isZero();
        Files.deleteIfExists(folder.resolve("target/dayside.stamp"));
        assertThat(dayside(environment, "help").output()).contains("Built.").contains(words);
    }

    private record Result(int exit, String output) {}

    private Result dayside(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh", folder.resolve("dayside").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("DAYSIDE"));
        builder.environment().put("PATH", BASIC_PATH);
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    /** A JDK as far as the launcher looks; its {@code java} prints where it lies and its arguments. */
    private String jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), "echo \"$0 $*\"");
        program(home.resolve("bin/javac"), "exit 1");
        program(home.resolve("bin/jar"), ": >\"$4\"");
        return home.toString();
    }

    /** A folder with the basic programs of the system but that one. */
    private String pathWithout(String absent) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String name : new String[] {
            "sh",
            "sed",
            "dirname",
            "readlink",
            "find",
            "head",
            "cat",
            "mkdir",
            "mktemp",
            "mv",
            "rm",
            "grep",
            "flock",
            "id",
            "cksum"
        }) {
            Path program = ChildProcess.findProgram(name).orElseThrow();
            if (!name.equals(absent) && !Files.exists(programs.resolve(name))) {
                program(programs.resolve(name), "exec " + program + " \"$@\"");
            }
        }
        return programs.toString();
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
