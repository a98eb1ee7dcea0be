package io.dayside.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.intake.OrderMessage.Instruction;
import io.dayside.intake.OrderMessage.NotUnderstood;
import io.dayside.tenancy.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderMessageTests {

    private static final String MSH = "MSH|^~\\&|NG_RIS|MAIN|PACS|DAYSIDE|20261124081500||ORM^O01|MSG1|P|2.5";
    private static final String PID = "PID|1||P-1^^^NG^MR||Roe^Jane^Q^Jr^Dr||19700131|F";

    @Test
    void readsAnOrmAsSentByAnOrderFiller() throws Exception {
        var order = place(
                MSH,
                PID,
                "PV1|1|E",
                "ORC|NW|PL-7|FI-7||||^^^20261124^^S",
                "OBR|1|PL-7|FI-7|CTHEAD^CT head without contrast^L|||||||||fall, drowsy|||99^Who^Ann^B^^Dr||ACC-7"
                        + "|||||||||||||^Head injury",
                "NTE|1||on warfarin",
                "NTE|2||please call~ward 7",
                "OBX|1|NM|NumberOfStudyRelatedInstances^^DICOM||24");
        assertThat(order.accessionNumber()).isEqualTo("ACC-7");
        assertThat(order.priority()).isEqualTo(Priority.STAT);
        assertThat(order.requestedProcedure()).isEqualTo("CT head without contrast");
        assertThat(order.clinicalHistory()).isEqualTo("fall, drowsy\nHead injury\non warfarin\nplease call\nward 7");
        assertThat(order.referrer()).isEqualTo("Who^Ann^B^Dr");
        assertThat(order.patientId()).isEqualTo("P-1");
        assertThat(order.patientName()).isEqualTo("Roe^Jane^Q^Dr^Jr");
        assertThat(order.patientBirthDate()).isEqualTo("1970-01-31");
        assertThat(order.patientSex()).isEqualTo("F");
        assertThat(order.expectedInstances()).isEqualTo(24);
        assertThat(order.facility()).isEqualTo("MAIN");
    }

    @Test
    void readsAnOmiWithItsPriorityInTq1AndItsAccessionNumberInIpc() throws Exception {
        var order = place(
                MSH.replace("ORM^O01", "OMI^O23^OMI_O23"),
                PID,
                "ORC|NW|PL-8",
                "TQ1|1||||||||A^ASAP",
                "OBR|1|PL-8||CHEST^Chest PA^L",
                "IPC|ACC-8|RP1|1.2.3|SPS1");
        assertThat(order.accessionNumber()).isEqualTo("ACC-8");
        assertThat(order.priority()).isEqualTo(Priority.URGENT);
    }

    @ParameterizedTest
    @CsvSource({"S,STAT", "A,URGENT", "T,URGENT", "R,ROUTINE", "P,ROUTINE", "'',ROUTINE"})
    void mapsPriorities(String code, Priority priority) throws Exception {
        assertThat(place(MSH, PID, "ORC|NW|A1|||||^^^^^" + code, "OBR|1|A1||X").priority())
                .isEqualTo(priority);
    }

    @Test
    void severalProceduresUnderOneAccessionNumberAreOneOrderOfTheHighestPriority() throws Exception {
        var order = place(
                MSH,
                PID,
                "ORC|NW|A1|||||^^^^^R",
                "OBR|1|A1||1^Head|||||||||history one",
                "NTE|1||first note",
                "ORC|NW|A1|||||^^^^^S",
                "OBR|2|A1||2^Neck",
                "NTE|1||second note");
        assertThat(order.requestedProcedure()).isEqualTo("Head + Neck");
        assertThat(order.priority()).isEqualTo(Priority.STAT);
        assertThat(order.clinicalHistory()).isEqualTo("history one\nfirst note\nsecond note");
    }

    @Test
    void ordersOfOneMessageKeepTheirOwnNotes() throws Exception {
        var instructions = read(
                MSH,
                PID,
                "ORC|NW|A1",
                "OBR|1|A1||1^Head",
                "NTE|1||of head",
                "ORC|NW|A2",
                "OBR|2|A2||2^Knee",
                "NTE|1||of knee");
        assertThat(instructions)
                .map(instruction -> ((Instruction.Place) instruction).request().clinicalHistory())
                .containsExactly("of head", "of knee");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CA", "DC", "OC"})
    void readsCancellations(String control) throws Exception {
        assertThat(read(MSH, PID, "ORC|" + control + "|A1", "OBR|1|A1||X"))
                .containsExactly(new Instruction.Cancel("A1"));
    }

    @Test
    void unescapesTexts() throws Exception {
        var order = place(MSH, PID, "ORC|NW|A1", "OBR|1|A1||X^T\\S\\1 \\T\\ T2|||||||||pain \\F\\ numbness");
        assertThat(order.requestedProcedure()).isEqualTo("T^1 & T2");
        assertThat(order.clinicalHistory()).isEqualTo("pain | numbness");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORC|ZZ|A1\rOBR|1|A1||X",
                "ORC|NW\rOBR|1|||X",
                "ORC|NW|A1|||||^^^^^URGENTISSIMO\rOBR|1|A1||X",
                "ORC|NW|A1\rOBX|1|NM|NumberOfStudyRelatedInstances||many",
                "ORC|NW|A1\rOBX|1|NM|NumberOfStudyRelatedInstances||-3",
                "ORC|NW|A1\rORC|CA|A1",
                "ORC|NW|AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "ZZZ|1"
            })
    void saysWhatItDoesNotUnderstandWithoutQuotingThePatient(String segments) {
        assertThatThrownBy(() -> read(MSH, PID, segments))
                .isInstanceOf(NotUnderstood.class)
                .message()
                .doesNotContain("Roe", "P-1", "1970");
    }

    @Test
    void aPatientIsNeeded() {
        assertThatThrownBy(() -> read(MSH, "ORC|NW|A1")).isInstanceOf(NotUnderstood.class);
        assertThatThrownBy(() -> read(MSH, "PID|1||||Roe^Jane", "ORC|NW|A1"))
                .hasMessage("patient identifier is missing");
    }

    private static OrderRequest place(String... segments) throws NotUnderstood {
        var instructions = read(segments);
        assertThat(instructions).hasSize(1);
        return ((Instruction.Place) instructions.getFirst()).request();
    }

    private static List<Instruction> read(String... segments) throws NotUnderstood {
        return OrderMessage.read(String.join("\r", segments) + "\r", "MAIN");
    }
}
