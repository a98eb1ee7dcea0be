"""Begins and completes a performed procedure step with odil, a DICOM library that is not ours.

Arguments: port, calling AE title, called AE title, step UID, study UID, series UID, image UIDs.
Prints the statuses of N-CREATE and N-SET in hexadecimal.
"""
import sys

import odil

port, calling, called, step, study, series = sys.argv[1:7]
images = sys.argv[7:]
MPPS = odil.registry.ModalityPerformedProcedureStep


def data_set(**elements):
    result = odil.DataSet()
    for keyword, value in elements.items():
        result.add(keyword, value if isinstance(value, list) else [value])
    return result


def ask(association, request):
    association.send_message(request, MPPS)
    response = odil.messages.Response(association.receive_message())
    print("%04x" % response.get_status())


context = odil.AssociationParameters.PresentationContext(
    MPPS,
    [odil.registry.ImplicitVRLittleEndian],
    odil.AssociationParameters.PresentationContext.Role.SCU)
association = odil.Association()
association.set_peer_host("127.0.0.1")
association.set_peer_port(int(port))
association.update_parameters() \
    .set_calling_ae_title(calling) \
    .set_called_ae_title(called) \
    .set_presentation_contexts([context])
association.associate()

begun = odil.messages.NCreateRequest(
    association.next_message_id(),
    MPPS,
    data_set(
        PerformedProcedureStepStatus="IN PROGRESS",
        Modality="CT",
        PerformedStationAETitle=calling,
        ScheduledStepAttributesSequence=data_set(StudyInstanceUID=study)))
begun.set_affected_sop_instance_uid(step)
ask(association, begun)

ask(association, odil.messages.NSetRequest(
    association.next_message_id(),
    MPPS,
    step,
    data_set(
        PerformedProcedureStepStatus="COMPLETED",
        PerformedProcedureStepEndDate="20261126",
        PerformedProcedureStepEndTime="101500",
        PerformedSeriesSequence=data_set(
            SeriesInstanceUID=series,
            ProtocolName="HEAD",
            ReferencedImageSequence=[
                data_set(ReferencedSOPClassUID=odil.registry.CTImageStorage, ReferencedSOPInstanceUID=image)
                for image in images]))))
association.release()
