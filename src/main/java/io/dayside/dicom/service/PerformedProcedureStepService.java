package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.net.DimseExchange;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.DimseService;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.util.Set;

/** Modality performed procedure steps: begun by N-CREATE, then N-SET until completed or given up; PS3.4 F.7. */
public final class PerformedProcedureStepService implements DimseService {

    private static final String IN_PROGRESS = "IN PROGRESS";
    private static final Set<String> FINAL = Set.of("COMPLETED", "DISCONTINUED");

    private final PerformedProcedureStepStore store;

    public PerformedProcedureStepService(PerformedProcedureStepStore store) {
        this.store = store;
    }

    @Override
    public boolean serves(String sopClassUid) {
        return sopClassUid.equals(UID.ModalityPerformedProcedureStep);
    }

    @Override
    public void serve(DimseExchange exchange) throws IOException, MalformedDataset {
        switch (exchange.operation()) {
            case N_CREATE -> create(exchange);
            case N_SET -> set(exchange);
            default -> throw new DimseFailure(Status.UnrecognizedOperation, "steps are created and set only");
        }
    }

    private void create(DimseExchange exchange) throws IOException, MalformedDataset {
        String named = exchange.sopInstanceUid();
        String uid = named.isEmpty() ? UIDs.random() : named;
        requireValid(uid);
        Attributes step = exchange.readDataset();
        if (!statusOf(step).equals(IN_PROGRESS)) {
            throw new DimseFailure(Status.InvalidAttributeValue, "a new step is IN PROGRESS");
        }
        if (!store.create(exchange.association(), uid, step)) {
            throw new DimseFailure(Status.DuplicateSOPInstance, "there is such a step already");
        }
        exchange.respond(DimseResponse.of(Status.Success).withInstance(uid));
    }

    private void set(DimseExchange exchange) throws IOException, MalformedDataset {
        String uid = exchange.sopInstanceUid();
        requireValid(uid);
        Attributes modifications = exchange.readDataset();
        if (store.change(exchange.association(), uid, step -> changed(step, modifications)) == null) {
            throw new DimseFailure(Status.NoSuchObjectInstance, "there is no such step");
        }
        exchange.respond(DimseResponse.of(Status.Success));
    }

    private static Attributes changed(Attributes step, Attributes modifications) throws DimseFailure {
        if (FINAL.contains(statusOf(step))) {
            throw new DimseFailure(Status.ProcessingFailure, "step may no longer be updated");
        }
        Attributes changed = step.copy().addAll(modifications);
        String status = statusOf(changed);
        if (!status.equals(IN_PROGRESS) && !FINAL.contains(status)) {
            throw new DimseFailure(Status.InvalidAttributeValue, "status of a step");
        }
        return changed;
    }

    private static String statusOf(Attributes step) {
        return step.getString(Tag.PerformedProcedureStepStatus, "");
    }

    private static void requireValid(String uid) throws DimseFailure {
        if (!UIDs.isValid(uid)) {
            throw new DimseFailure(Status.InvalidObjectInstance, "SOP Instance UID is missing or malformed");
        }
    }
}
