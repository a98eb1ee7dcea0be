package io.dayside.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class ReportPdfTests {

    @Test
    void saysWhatWasFoundWhoSignedWhenAndWhatItMeans() throws IOException {
        var pdf =
                ReportPdf.of(DeliveryFixtures.northgate(null), DeliveryFixtures.readCase(), DeliveryFixtures.report(1));

        var text = new PdfTextExtractor(new PdfReader(pdf)).getTextFromPage(1);
        assertThat(text)
                .contains("NG-26-000042", "Müller Ana", "Right frontal haemorrhage.", "Acute intracranial haemorrhage.")
                .contains("Dr Okafor", "I have read the images and approve this report")
                .contains("24 Nov 2026 16:05 EST", "24 Nov 2026 21:05")
                .contains("not for clinical use");
    }
}
