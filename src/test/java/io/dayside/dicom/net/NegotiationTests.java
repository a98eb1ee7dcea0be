package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.UID;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What both sides say beside the contexts, PS3.7 D.3.3. */
class NegotiationTests {

    private static final int MAX_PDU_BYTES = 16 * 1024;
    private static final List<PresentationContext> ECHO =
            PresentationContext.single(UID.Verification, UID.ImplicitVRLittleEndian);

    @Test
    void everySubItemSurvivesTheWire() throws ProtocolViolation {
        UserInformation read = reread(everything());
        assertThat(read.maxPduBytes()).isEqualTo(4096);
        assertThat(read.implementationClassUid()).isEqualTo("1.2.3");
        assertThat(read.implementationVersion()).isEqualTo("TEST_1");
        assertThat(read.async()).isEqualTo(new AsyncWindow(7, 2));
        assertThat(read.roles())
                .containsExactly(
                        new RoleSelection(UID.CTImageStorage, false, true),
                        new RoleSelection(UID.Verification, true, false));
        assertThat(read.extended()).containsExactly(new ExtendedNegotiation(UID.CTImageStorage, new byte[] {1, 0, 1}));
        assertThat(read.common())
                .containsExactly(
                        new CommonExtendedNegotiation("1.2.9", "1.2.840.10008.4.2", List.of("1.2.7", "1.2.8")),
                        new CommonExtendedNegotiation("1.2.10", "1.2.840.10008.4.2", List.of()));
        UserIdentity identity = Objects.requireNonNull(read.identity());
        assertThat(identity.is(UserIdentity.Kind.USERNAME_AND_PASSCODE)).isTrue();
        assertThat(identity.responseRequested()).isTrue();
        assertThat(identity.primaryText()).isEqualTo("żółw");
        assertThat(identity.secondaryText()).isEqualTo("secret");
        assertThat(read.identityResponse()).containsExactly(9, 8);
    }

    @Test
    void whatIsNotSaidIsNotHeard() throws ProtocolViolation {
        UserInformation read = reread(UserInformation.request(MAX_PDU_BYTES, null, ClientOptions.DEFAULT));
        assertThat(read.async()).isNull();
        assertThat(read.roles()).isEmpty();
        assertThat(read.extended()).isEmpty();
        assertThat(read.common()).isEmpty();
        assertThat(read.identity()).isNull();
        assertThat(read.identityResponse()).isNull();
    }

    @Test
    void unknownSubItemsArePassedOver() throws ProtocolViolation {
        ItemWriter items = new ItemWriter()
                .writeItem(0x7E, new byte[] {1, 2, 3})
                .writeBytes(UserInformationItems.write(everything()).toBytes());
        assertThat(UserInformationItems.read(new ItemReader(items.toBytes())).maxPduBytes())
                .isEqualTo(4096);
    }

    @Test
    void dcm12EveryCutOfASubItemIsRefused() throws ProtocolViolation {
        byte[] whole = UserInformationItems.write(everything()).toBytes();
        int read = 0;
        for (int length = 1; length < whole.length; length++) {
            try {
                UserInformationItems.read(new ItemReader(Arrays.copyOf(whole, length)));
                read++;
            } catch (ProtocolViolation e) {
                assertThat(e.reason).isEqualTo(ProtocolViolation.Reason.INVALID_PARAMETER);
            }
        }
        assertThat(read).as("cuts between two of the 11 items").isEqualTo(10);
    }

    @Test
    void dcm12LengthsInsideOfSubItemsThatLieAreRefused() {
        byte[] tooLong = {(byte) 0xFF, (byte) 0xFF, '1', '.', '2'};
        for (int type : new int[] {0x54, 0x56, 0x57, 0x59}) {
            assertRefused(new ItemWriter().writeItem(type, tooLong));
        }
        assertRefused(new ItemWriter().writeItem(0x58, new byte[] {1, 0, 0, 9, 'a'}));
        assertRefused(new ItemWriter().writeItem(0x51, new byte[] {0, 0}));
        assertRefused(new ItemWriter().writeItem(0x53, new byte[] {0, 1, 0}));
        assertRefused(new ItemWriter().writeItem(0x54, new byte[] {0, 1, '1', 1}));
    }

    private static void assertRefused(ItemWriter items) {
        assertThatThrownBy(() -> UserInformationItems.read(new ItemReader(items.toBytes())))
                .isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void callerMayBeUserOfWhatIsAcceptedAndNothingElse() throws ProtocolViolation {
        UserInformation user =
                withRoles(new RoleSelection(UID.Verification, true, true), new RoleSelection("1.2.3.4", true, true));
        assertThat(answerTo(user).roles()).containsExactly(new RoleSelection(UID.Verification, true, false));
    }

    @Test
    void asyncWindowIsAnsweredBoundedAndOnlyIfOffered() throws ProtocolViolation {
        assertThat(answerTo(UserInformation.request(MAX_PDU_BYTES, null, ClientOptions.DEFAULT))
                        .async())
                .isNull();
        assertThat(windowFor(new AsyncWindow(0, 0))).isEqualTo(new AsyncWindow(64, 1));
        assertThat(windowFor(new AsyncWindow(3, 5))).isEqualTo(new AsyncWindow(3, 1));
        assertThat(windowFor(new AsyncWindow(900, 1))).isEqualTo(new AsyncWindow(64, 1));
    }

    private static @Nullable AsyncWindow windowFor(AsyncWindow offered) throws ProtocolViolation {
        return answerTo(UserInformation.request(MAX_PDU_BYTES, offered, ClientOptions.DEFAULT))
                .async();
    }

    @Test
    void identityIsAnsweredOnlyIfAsked() throws ProtocolViolation {
        byte[] name = "a".getBytes(StandardCharsets.US_ASCII);
        UserIdentity asking = new UserIdentity(3, true, name, new byte[0]);
        UserIdentity silent = new UserIdentity(3, false, name, new byte[0]);
        assertThat(answerTo(UserInformation.request(MAX_PDU_BYTES, null, ClientOptions.DEFAULT.withIdentity(asking)))
                        .identityResponse())
                .containsExactly(5);
        assertThat(answerTo(UserInformation.request(MAX_PDU_BYTES, null, ClientOptions.DEFAULT.withIdentity(silent)))
                        .identityResponse())
                .isNull();
        assertThat(answerTo(UserInformation.request(MAX_PDU_BYTES, null, ClientOptions.DEFAULT))
                        .identityResponse())
                .isNull();
    }

    @Test
    void identityReachesThePolicyWhichMayRefuseIt() throws IOException {
        AtomicReference<@Nullable UserIdentity> seen = new AtomicReference<>();
        AssociationPolicy policy = association -> {
            UserIdentity identity = association.identity();
            seen.set(identity);
            return identity != null && identity.secondaryText().equals("right")
                    ? new AssociationPolicy.Accepted()
                    : AssociationPolicy.Rejected.NO_REASON_OF_ACSE;
        };
        try (DimseServer server = DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DimseOptions.DEFAULT,
                policy,
                new Received())) {
            try (DimseClient client = connect(server, UserIdentity.usernameAndPasscode("anna", "right"))) {
                assertThat(client.echo()).isEqualTo(Status.Success);
                client.release();
            }
            assertThat(seen.get())
                    .isNotNull()
                    .extracting(UserIdentity::primaryText)
                    .isEqualTo("anna");
            assertThatThrownBy(() -> connect(server, UserIdentity.usernameAndPasscode("anna", "wrong")))
                    .isInstanceOf(AssociationRejected.class);
        }
    }

    @Test
    void identityKeepsItsSecretsOutOfMessages() {
        assertThat(UserIdentity.usernameAndPasscode("anna", "secret").toString())
                .isEqualTo("UserIdentity of kind 2");
    }

    private static DimseClient connect(DimseServer server, UserIdentity identity) throws IOException {
        return DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                "MODALITY",
                "NORTHGATE",
                ECHO,
                ClientOptions.DEFAULT.withIdentity(identity));
    }

    private static UserInformation answerTo(UserInformation user) throws ProtocolViolation {
        AssociateRequest request =
                new AssociateRequest(1, "CALLED", "CALLING", UID.DICOMApplicationContext, ECHO, user);
        return Negotiation.of(
                        request, DimseServices.of(DimseServices.storage(new Received())), MAX_PDU_BYTES, new byte[] {5})
                .accept()
                .user();
    }

    private static UserInformation reread(UserInformation user) throws ProtocolViolation {
        return UserInformationItems.read(
                new ItemReader(UserInformationItems.write(user).toBytes()));
    }

    private static UserInformation withRoles(RoleSelection... roles) {
        return new UserInformation(
                MAX_PDU_BYTES, "1.2.3", "TEST_1", null, List.of(roles), List.of(), List.of(), null, new byte[0]);
    }

    private static UserInformation everything() {
        return new UserInformation(
                4096,
                "1.2.3",
                "TEST_1",
                new AsyncWindow(7, 2),
                List.of(
                        new RoleSelection(UID.CTImageStorage, false, true),
                        new RoleSelection(UID.Verification, true, false)),
                List.of(new ExtendedNegotiation(UID.CTImageStorage, new byte[] {1, 0, 1})),
                List.of(
                        new CommonExtendedNegotiation("1.2.9", "1.2.840.10008.4.2", List.of("1.2.7", "1.2.8")),
                        new CommonExtendedNegotiation("1.2.10", "1.2.840.10008.4.2", List.of())),
                UserIdentity.usernameAndPasscode("żółw", "secret"),
                new byte[] {9, 8});
    }
}
