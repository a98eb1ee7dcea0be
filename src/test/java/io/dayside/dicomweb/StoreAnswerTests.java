package io.dayside.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.Status;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class StoreAnswerTests {

    @Test
    void DUR14_whatHasNoRoomNowMayComeLaterAndWhatTheQuotaForbidsMayNot() {
        var full = new StoreAnswer("northgate");
        full.failed(UID.CTImageStorage, "1.2.3", Status.OutOfResources);
        assertThat(full.status()).isEqualTo(HttpStatus.INSUFFICIENT_STORAGE);
        assertThat(full.mayGoLater()).isTrue();

        var usedUp = new StoreAnswer("northgate");
        usedUp.failed(UID.CTImageStorage, "1.2.3", Status.OutOfResources);
        usedUp.notAdmitted();
        assertThat(usedUp.status()).isEqualTo(HttpStatus.INSUFFICIENT_STORAGE);
        assertThat(usedUp.mayGoLater()).isFalse();

        usedUp.keptAside(UID.CTImageStorage, "1.2.4", 0xB000);
        assertThat(usedUp.status()).as("another object of it was taken").isEqualTo(HttpStatus.ACCEPTED);
    }

    @Test
    void DUR14_whereAnotherObjectCouldNotBeUnderstoodRoomAloneWouldNotHelp() {
        var mixed = new StoreAnswer("northgate");
        mixed.failed(UID.CTImageStorage, "1.2.3", Status.OutOfResources);
        mixed.failed("", "", Status.CannotUnderstand);

        assertThat(mixed.status()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(mixed.mayGoLater()).isFalse();
    }
}
