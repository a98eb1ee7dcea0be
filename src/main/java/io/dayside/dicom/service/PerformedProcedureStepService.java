package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.ElementDictionary;
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
import java.util.List;
import java.util.Set;

/**
 * Modality performed procedure steps: begun by N-CREATE, then N-SET until completed or given up; PS3.4 F.7. A step ends
 * only with the times and series that its final state needs.
 */
public final class PerformedProcedureStepService implements DimseService {

    private static final String IN_PROGRESS = "IN PROGRESS";
    private static final Set<String> FINAL = Set.of("COMPLETED", "DISCONTINUED");

    /** Error ID "Performed Procedure Step Object may no longer be updated", PS3.4 F.7.2.2.2. */
    private static final int MAY_NO_LONGER_BE_UPDATED = 0xA710;

    /** What a step has to have a value for in its final state beside its series, PS3.4 table F.7.2-1. */
    private static final int[] FINAL_ATTRIBUTES = {Tag.PerformedProcedureStepEndDate, Tag.PerformedProcedureStepEndTime
    };

    /** What each series of the step has to have a value for then. */
    private static final int[] SERIES_ATTRIBUTES = {Tag.SeriesInstanceUID, Tag.ProtocolName};

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
            throw new DimseFailure(Status.ProcessingFailure, MAY_NO_LONGER_BE_UPDATED, "step may no longer be updated");
        }
        Attributes changed = step.copy().addAll(modifications);
        String status = statusOf(changed);
        if (!status.equals(IN_PROGRESS) && !FINAL.contains(status)) {
            throw new DimseFailure(Status.InvalidAttributeValue, "status of a step");
        }
        if (FINAL.contains(status)) {
            requireFinalState(changed);
        }
        return changed;
    }

    private static void requireFinalState(Attributes step) throws DimseFailure {
        requireValues(step, "", FINAL_ATTRIBUTES);
        List<Attributes> series = step.getSequence(Tag.PerformedSeriesSequence);
        if (series.isEmpty()) {
            throw missing("", Tag.PerformedSeriesSequence);
        }
        for (int i = 0; i < series.size(); i++) {
            requireValues(series.get(i), "series %d: ".formatted(i + 1), SERIES_ATTRIBUTES);
        }
    }

    private static void requireValues(Attributes dataset, String where, int... tags) throws DimseFailure {
        for (int tag : tags) {
            if (!dataset.containsValue(tag)) {
                throw missing(where, tag);
            }
        }
    }

    private static DimseFailure missing(String where, int tag) {
        return new DimseFailure(Status.MissingAttributeValue, where + ElementDictionary.keywordOf(tag) + " is missing");
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
