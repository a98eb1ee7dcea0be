package io.dayside.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.web.MediaRange;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkMediaTests {

    @ParameterizedTest
    @CsvSource({
        "video/H265, 1.2.840.10008.1.2.4.107",
        "video/h265, 1.2.840.10008.1.2.4.108",
        "image/jpx,  1.2.840.10008.1.2.4.92",
        "image/jpx,  1.2.840.10008.1.2.4.93",
        "image/jpeg, 1.2.840.10008.1.2.4.55",
        "image/jpeg, 1.2.840.10008.1.2.4.50",
    })
    void aMediaTypeMayNameItsSyntax(String type, String syntax) throws Exception {
        var part = new BulkParts.Bulk(
                MediaRange.of(type + "; transfer-syntax=" + syntax), new Spool.Kept(Path.of("unread"), 1));

        assertThat(BulkMedia.syntaxOf(part)).hasValue(TransferSyntax.of(syntax));
    }
}
