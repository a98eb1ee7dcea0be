package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.Dcmtk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What dcmdump says of a data set, without what two encodings of the same one may have otherwise. */
final class Dump {

    private static final Pattern LENGTH_AND_NAME = Pattern.compile("\\s+# +(u/l|\\d+), *\\d+ .*$");
    private static final Pattern KIND_OF_LENGTH = Pattern.compile("with (explicit|undefined) length");
    private static final Pattern NOT_DATA = Pattern.compile("^ *\\((0002,....|....,0000|fffc,fffc)\\) .*");

    private Dump() {}

    /** A line for each element, meta information, group lengths and trailing padding left out. */
    static List<String> of(Path file) throws IOException, InterruptedException {
        Dcmtk.Result result = Dcmtk.run("dcmdump", "-q", "+L", file.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output()
                .lines()
                .filter(line -> line.strip().startsWith("(") && !line.contains("(fffe,e0"))
                .filter(line -> !NOT_DATA.matcher(line).matches())
                .map(line -> LENGTH_AND_NAME.matcher(line).replaceFirst(""))
                .map(line -> KIND_OF_LENGTH.matcher(line).replaceFirst("with length"))
                .toList();
    }
}
