package io.dayside.dicom.net;

import io.dayside.dicom.data.UID;
import java.util.ArrayList;
import java.util.List;

/** A-ASSOCIATE-AC, PS3.8 9.3.3. */
record AssociateAccept(String calledAet, String callingAet, List<Answer> answers, UserInformation user) {

    static final int ACCEPTED = 0;
    static final int ABSTRACT_SYNTAX_NOT_SUPPORTED = 3;
    static final int TRANSFER_SYNTAXES_NOT_SUPPORTED = 4;

    private static final int CONTEXT = 0x21;
    private static final int TRANSFER_SYNTAX = 0x40;
    private static final int RESERVED_BYTES = 32;

    /** What became of one proposed context; the transfer syntax counts only where it was accepted. */
    record Answer(int contextId, int result, String transferSyntax) {}

    static AssociateAccept read(byte[] body) throws ProtocolViolation {
        ItemReader reader = new ItemReader(body);
        reader.skip(4);
        String called = reader.readAeTitle();
        String calling = reader.readAeTitle();
        reader.skip(RESERVED_BYTES);
        List<Answer> answers = new ArrayList<>();
        UserInformation user = UserInformation.NONE;
        while (reader.hasMore()) {
            int type = reader.readByte();
            ItemReader item = reader.readItem();
            if (type == CONTEXT) {
                answers.add(readAnswer(item));
            } else if (type == AssociateRequest.USER_INFORMATION) {
                user = UserInformationItems.read(item);
            }
        }
        return new AssociateAccept(called, calling, List.copyOf(answers), user);
    }

    private static Answer readAnswer(ItemReader item) throws ProtocolViolation {
        int id = item.readByte();
        item.skip(1);
        int result = item.readByte();
        item.skip(1);
        String syntax = "";
        while (item.hasMore()) {
            int type = item.readByte();
            ItemReader part = item.readItem();
            syntax = type == TRANSFER_SYNTAX ? part.readText() : syntax;
        }
        return new Answer(id, result, syntax);
    }

    byte[] toPdu() {
        ItemWriter writer = new ItemWriter()
                .writeShort(1)
                .writeZeros(2)
                .writeAeTitle(calledAet)
                .writeAeTitle(callingAet)
                .writeZeros(RESERVED_BYTES)
                .writeItem(AssociateRequest.APPLICATION_CONTEXT, UID.DICOMApplicationContext);
        for (Answer answer : answers) {
            writer.writeItem(
                    CONTEXT,
                    new ItemWriter()
                            .writeByte(answer.contextId())
                            .writeByte(0)
                            .writeByte(answer.result())
                            .writeByte(0)
                            .writeItem(TRANSFER_SYNTAX, answer.transferSyntax()));
        }
        return writer.writeItem(AssociateRequest.USER_INFORMATION, UserInformationItems.write(user))
                .toPdu(Pdu.ASSOCIATE_AC);
    }
}
