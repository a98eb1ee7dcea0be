package io.dayside.dicom.net;

import io.dayside.dicom.data.FileMetaInformation;

/**
 * What either side says about itself, PS3.8 Annex D and PS3.7 D.3.3.
 *
 * @param maxPduBytes longest P-DATA-TF body it takes; 0 for any
 * @param asyncInvoked operations it may have running at once; 0 for any, 1 where the window was not offered
 * @param asyncOffered whether the window was mentioned
 */
record UserInformation(int maxPduBytes, String implementationClassUid, int asyncInvoked, boolean asyncOffered) {

    private static final int MAX_LENGTH = 0x51;
    private static final int IMPLEMENTATION_CLASS = 0x52;
    private static final int ASYNC_WINDOW = 0x53;
    private static final int IMPLEMENTATION_VERSION = 0x55;

    static UserInformation ours(int maxPduBytes, int asyncInvoked, boolean asyncOffered) {
        return new UserInformation(
                maxPduBytes, FileMetaInformation.IMPLEMENTATION_CLASS_UID, asyncInvoked, asyncOffered);
    }

    static UserInformation read(ItemReader items) throws ProtocolViolation {
        int maxPdu = 0;
        String implementation = "";
        int invoked = 1;
        boolean offered = false;
        while (items.hasMore()) {
            int type = items.readByte();
            ItemReader item = items.readItem();
            switch (type) {
                case MAX_LENGTH -> maxPdu = item.readInt();
                case IMPLEMENTATION_CLASS -> implementation = item.readText();
                case ASYNC_WINDOW -> {
                    invoked = item.readShort();
                    offered = true;
                }
                default -> {
                    // Roles, extended negotiation and identity are not supported, and so not answered.
                }
            }
        }
        return new UserInformation(maxPdu, implementation, invoked, offered);
    }

    ItemWriter write() {
        ItemWriter items = new ItemWriter()
                .writeItem(MAX_LENGTH, new ItemWriter().writeInt(maxPduBytes))
                .writeItem(IMPLEMENTATION_CLASS, implementationClassUid);
        if (asyncOffered) {
            items.writeItem(
                    ASYNC_WINDOW, new ItemWriter().writeShort(asyncInvoked).writeShort(1));
        }
        return items.writeItem(IMPLEMENTATION_VERSION, FileMetaInformation.IMPLEMENTATION_VERSION_NAME);
    }

    /** Longest body to send to this peer: what it takes, but no more than that. */
    int sendLimit(int most) {
        return maxPduBytes <= 0 ? most : Math.min(maxPduBytes, most);
    }
}
