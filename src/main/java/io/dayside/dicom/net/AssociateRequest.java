package io.dayside.dicom.net;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A-ASSOCIATE-RQ, PS3.8 9.3.2. */
record AssociateRequest(
        int protocolVersion,
        String calledAet,
        String callingAet,
        String applicationContext,
        List<PresentationContext> contexts,
        UserInformation user) {

    static final int APPLICATION_CONTEXT = 0x10;
    static final int USER_INFORMATION = 0x50;

    private static final int CONTEXT = 0x20;
    private static final int ABSTRACT_SYNTAX = 0x30;
    private static final int TRANSFER_SYNTAX = 0x40;
    private static final int RESERVED_BYTES = 32;

    /** Bound on the syntaxes of one context, above all that are registered. */
    private static final int MAX_SYNTAXES = 256;

    static AssociateRequest read(byte[] body) throws ProtocolViolation {
        ItemReader reader = new ItemReader(body);
        int version = reader.readShort();
        reader.skip(2);
        String called = reader.readAeTitle();
        String calling = reader.readAeTitle();
        reader.skip(RESERVED_BYTES);
        String applicationContext = "";
        List<PresentationContext> contexts = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        UserInformation user = UserInformation.NONE;
        while (reader.hasMore()) {
            int type = reader.readByte();
            ItemReader item = reader.readItem();
            switch (type) {
                case APPLICATION_CONTEXT -> applicationContext = item.readText();
                case CONTEXT -> contexts.add(readContext(item, ids));
                case USER_INFORMATION -> user = UserInformationItems.read(item);
                default -> throw new ProtocolViolation(Reason.UNRECOGNIZED_PARAMETER, "unknown item");
            }
        }
        return new AssociateRequest(version, called, calling, applicationContext, List.copyOf(contexts), user);
    }

    private static PresentationContext readContext(ItemReader item, Set<Integer> ids) throws ProtocolViolation {
        int id = item.readByte();
        if (id % 2 == 0 || !ids.add(id)) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "context id is even or used twice");
        }
        item.skip(3);
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (item.hasMore()) {
            int type = item.readByte();
            ItemReader part = item.readItem();
            if (type == ABSTRACT_SYNTAX) {
                abstractSyntax = part.readText();
            } else if (type == TRANSFER_SYNTAX && transferSyntaxes.size() < MAX_SYNTAXES) {
                transferSyntaxes.add(part.readText());
            } else {
                throw new ProtocolViolation(Reason.INVALID_PARAMETER, "unknown part of a context, or too many");
            }
        }
        return new PresentationContext(id, abstractSyntax, transferSyntaxes);
    }

    byte[] toPdu() {
        ItemWriter writer = new ItemWriter()
                .writeShort(protocolVersion)
                .writeZeros(2)
                .writeAeTitle(calledAet)
                .writeAeTitle(callingAet)
                .writeZeros(RESERVED_BYTES)
                .writeItem(APPLICATION_CONTEXT, applicationContext);
        for (PresentationContext context : contexts) {
            ItemWriter parts = new ItemWriter()
                    .writeByte(context.id())
                    .writeZeros(3)
                    .writeItem(ABSTRACT_SYNTAX, context.abstractSyntax());
            context.transferSyntaxes().forEach(syntax -> parts.writeItem(TRANSFER_SYNTAX, syntax));
            writer.writeItem(CONTEXT, parts);
        }
        return writer.writeItem(USER_INFORMATION, UserInformationItems.write(user))
                .toPdu(Pdu.ASSOCIATE_RQ);
    }

    boolean speaksDicom() {
        return applicationContext.equals(UID.DICOMApplicationContext);
    }
}
