package io.dayside.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.v25.message.ORU_R01;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResultMessageTests {

    private static final Instant NOW = Instant.parse("2026-11-24T21:06:00Z");

    private static Terser parsedAgain(int version) throws HL7Exception {
        var message = ResultMessage.of(
                DeliveryFixtures.northgate(null),
                DeliveryFixtures.readCase(),
                DeliveryFixtures.report(version),
                "CTRL1",
                NOW);
        var parser = new PipeParser();
        return new Terser((ORU_R01) parser.parse(parser.encode(message)));
    }

    @Test
    void namesOrderPatientAndSigner() throws HL7Exception {
        var read = parsedAgain(1);

        assertThat(read.get("/MSH-9-1") + "^" + read.get("/MSH-9-2")).isEqualTo("ORU^R01");
        assertThat(read.get("/MSH-10")).isEqualTo("CTRL1");
        assertThat(read.get("/MSH-6")).isEqualTo("NORTHGATE");
        assertThat(read.get("/.PID-3-1")).isEqualTo("PID-9");
        assertThat(read.get("/.PID-5-1")).isEqualTo("Müller");
        assertThat(read.get("/.PID-7-1")).isEqualTo("19550302");
        assertThat(read.get("/.OBR-3-1")).isEqualTo("NG-26-000042");
        assertThat(read.get("/.OBR-25")).isEqualTo("F");
        assertThat(read.get("/.OBR-32-1-2")).isEqualTo("Dr Okafor");
    }

    @Test
    void separatorsInsideTextSurvive() throws HL7Exception {
        var read = parsedAgain(1);

        assertThat(read.get("/.OBR-18")).isEqualTo("ACC|77");
        assertThat(read.get("/.OBSERVATION(1)/OBX-5")).isEqualTo("No midline shift | none.");
    }

    @Test
    void signatureHasNameTimeAndMeaning() throws HL7Exception {
        assertThat(parsedAgain(1).get("/.OBSERVATION(3)/OBX-5"))
                .isEqualTo("Dr Okafor, 2026-11-24T21:05:30Z: I have read the images and approve this report");
    }

    @Test
    void aLaterVersionIsACorrection() throws HL7Exception {
        assertThat(parsedAgain(2).get("/.OBR-25")).isEqualTo("C");
    }
}
