package io.dayside.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.model.v25.message.ORM_O01;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class PlacedRequestTests {

    @Test
    void anOrderReadsBackAsItWasPlaced() throws Exception {
        var request = PlacedRequest.of(
                PhantomStudiesTests.header("2.25.42"), Priority.STAT, "CT head", "fall | from ^ a ladder");
        var peer = new Hospital.Hl7Peer("RIS", "NORTHGATE", "DAYSIDE_NG");

        String text = request.message(peer, "C1", LocalDateTime.of(2026, 11, 24, 8, 30));

        try (var context = new DefaultHapiContext()) {
            var order = (ORM_O01) context.getPipeParser().parse(text);
            assertThat(order.getMSH().encode())
                    .startsWith("MSH|^~\\&|RIS|NORTHGATE|DAYSIDE|DAYSIDE_NG|20261124083000||ORM^O01")
                    .contains("|C1|P|2.5|");
            assertThat(order.getPATIENT().getPID().encode())
                    .isEqualTo("PID|1||NG-000017||Beispieler^Käthe||19610203|F");
            var obr = order.getORDER().getORDER_DETAIL().getOBR();
            assertThat(obr.getRelevantClinicalInformation().getValue()).isEqualTo("fall | from ^ a ladder");
            assertThat(obr.getPlacerField1().getValue()).isEqualTo("NG24000017");
            assertThat(order.getORDER().getORC().encode()).isEqualTo("ORC|NW|NG24000017|||||^^^^^S");
        }
    }
}
