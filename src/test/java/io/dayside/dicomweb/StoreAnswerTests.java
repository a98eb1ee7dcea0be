package io.dayside.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.Status;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class StoreAnswerTests {

    @Test
    void aHospitalThatMayStoreNoMoreIsToldSoAndNotThatWeAreBusy() {
        var busy = new StoreAnswer("northgate");
        busy.failed(UID.CTImageStorage, "1.2.3", Status.OutOfResources);
        assertThat(busy.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);

        var usedUp = new StoreAnswer("northgate");
        usedUp.failed(UID.CTImageStorage, "1.2.3", Status.OutOfResources);
        usedUp.notAdmitted();
        assertThat(usedUp.status()).isEqualTo(HttpStatus.INSUFFICIENT_STORAGE);

        usedUp.keptAside(UID.CTImageStorage, "1.2.4", 0xB000);
        assertThat(usedUp.status()).as("another object of it was taken").isEqualTo(HttpStatus.ACCEPTED);
    }
}
