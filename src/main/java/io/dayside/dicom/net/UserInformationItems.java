package io.dayside.dicom.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sub-items of user information as they stand in a PDU, PS3.8 Annex D and PS3.7 D.3.3. */
final class UserInformationItems {

    private static final int MAX_LENGTH = 0x51;
    private static final int IMPLEMENTATION_CLASS = 0x52;
    private static final int ASYNC_WINDOW = 0x53;
    private static final int ROLE = 0x54;
    private static final int IMPLEMENTATION_VERSION = 0x55;
    private static final int EXTENDED = 0x56;
    private static final int COMMON_EXTENDED = 0x57;
    private static final int IDENTITY = 0x58;
    private static final int IDENTITY_RESPONSE = 0x59;

    private int maxPdu;
    private String implementation = "";
    private String version = "";
    private @Nullable AsyncWindow async;
    private final List<RoleSelection> roles = new ArrayList<>();
    private final List<ExtendedNegotiation> extended = new ArrayList<>();
    private final List<CommonExtendedNegotiation> common = new ArrayList<>();
    private @Nullable UserIdentity identity;
    private byte @Nullable [] identityResponse;

    private UserInformationItems() {}

    static UserInformation read(ItemReader items) throws ProtocolViolation {
        UserInformationItems read = new UserInformationItems();
        while (items.hasMore()) {
            int type = items.readByte();
            read.take(type, items.readItem());
        }
        return new UserInformation(
                read.maxPdu,
                read.implementation,
                read.version,
                read.async,
                read.roles,
                read.extended,
                read.common,
                read.identity,
                read.identityResponse);
    }

    private void take(int type, ItemReader item) throws ProtocolViolation {
        switch (type) {
            case MAX_LENGTH -> maxPdu = item.readInt();
            case IMPLEMENTATION_CLASS -> implementation = item.readText();
            case IMPLEMENTATION_VERSION -> version = item.readText();
            case ASYNC_WINDOW -> async = new AsyncWindow(item.readShort(), item.readShort());
            case ROLE ->
                roles.add(new RoleSelection(item.readCountedText(), item.readByte() == 1, item.readByte() == 1));
            case EXTENDED -> extended.add(new ExtendedNegotiation(item.readCountedText(), item.readRest()));
            case COMMON_EXTENDED -> common.add(readCommon(item));
            case IDENTITY ->
                identity = new UserIdentity(
                        item.readByte(), item.readByte() == 1, item.readCountedBytes(), item.readCountedBytes());
            case IDENTITY_RESPONSE -> identityResponse = item.readCountedBytes();
            default -> {
                // PS3.8 9.3.1: what is not known is passed over.
            }
        }
    }

    private static CommonExtendedNegotiation readCommon(ItemReader item) throws ProtocolViolation {
        String sopClass = item.readCountedText();
        String serviceClass = item.readCountedText();
        List<String> related = new ArrayList<>();
        if (item.hasMore()) {
            ItemReader uids = item.readCounted();
            while (uids.hasMore()) {
                related.add(uids.readCountedText());
            }
        }
        return new CommonExtendedNegotiation(sopClass, serviceClass, related);
    }

    /** In the order of their types. */
    static ItemWriter write(UserInformation user) {
        ItemWriter items = new ItemWriter()
                .writeItem(MAX_LENGTH, new ItemWriter().writeInt(user.maxPduBytes()))
                .writeItem(IMPLEMENTATION_CLASS, user.implementationClassUid());
        AsyncWindow async = user.async();
        if (async != null) {
            items.writeItem(
                    ASYNC_WINDOW, new ItemWriter().writeShort(async.invoked()).writeShort(async.performed()));
        }
        user.roles().forEach(role -> items.writeItem(ROLE, content(role)));
        items.writeItem(IMPLEMENTATION_VERSION, user.implementationVersion());
        user.extended().forEach(negotiation -> items.writeItem(EXTENDED, content(negotiation)));
        user.common().forEach(negotiation -> items.writeItem(COMMON_EXTENDED, content(negotiation)));
        UserIdentity identity = user.identity();
        if (identity != null) {
            items.writeItem(IDENTITY, content(identity));
        }
        byte[] response = user.identityResponse();
        if (response != null) {
            items.writeItem(IDENTITY_RESPONSE, new ItemWriter().writeCounted(response));
        }
        return items;
    }

    private static ItemWriter content(RoleSelection role) {
        return new ItemWriter()
                .writeCounted(role.sopClassUid())
                .writeByte(role.scu() ? 1 : 0)
                .writeByte(role.scp() ? 1 : 0);
    }

    private static ItemWriter content(ExtendedNegotiation negotiation) {
        return new ItemWriter().writeCounted(negotiation.sopClassUid()).writeBytes(negotiation.information());
    }

    private static ItemWriter content(CommonExtendedNegotiation negotiation) {
        ItemWriter related = new ItemWriter();
        negotiation.relatedGeneralClassUids().forEach(related::writeCounted);
        return new ItemWriter()
                .writeCounted(negotiation.sopClassUid())
                .writeCounted(negotiation.serviceClassUid())
                .writeCounted(related.toBytes());
    }

    private static ItemWriter content(UserIdentity identity) {
        return new ItemWriter()
                .writeByte(identity.kind())
                .writeByte(identity.responseRequested() ? 1 : 0)
                .writeCounted(identity.primary())
                .writeCounted(identity.secondary());
    }
}
