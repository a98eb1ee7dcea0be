package io.dayside.dicom.net;

import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UIDs;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The services that one side offers; the first that serves a class gets its requests. Verification is always there. */
public final class DimseServices {

    private final List<DimseService> services;

    private DimseServices(List<DimseService> services) {
        this.services =
                Stream.concat(Stream.of(new EchoService()), services.stream()).toList();
    }

    public static DimseServices of(DimseService... services) {
        return new DimseServices(List.of(services));
    }

    /** C-STORE of every storage class in every registered syntax. */
    public static DimseService storage(StoreHandler handler) {
        return new StoreService(handler);
    }

    /** Whether contexts for the class are accepted: it is served, or retrieved objects of it may be sent. */
    boolean accepts(String sopClassUid) {
        return find(sopClassUid) != null || mayBeRetrieved(sopClassUid);
    }

    boolean takes(String sopClassUid, String transferSyntaxUid) {
        DimseService service = find(sopClassUid);
        return service == null
                ? TransferSyntax.of(transferSyntaxUid).isRegistered()
                : service.takes(sopClassUid, transferSyntaxUid);
    }

    boolean isProvidedHere(String sopClassUid) {
        DimseService service = find(sopClassUid);
        return service != null && service.provides(sopClassUid);
    }

    boolean mayBeProvidedByRequestor(String sopClassUid) {
        DimseService service = find(sopClassUid);
        return (service != null && service.uses(sopClassUid)) || mayBeRetrieved(sopClassUid);
    }

    private boolean mayBeRetrieved(String sopClassUid) {
        return UIDs.isStorageSopClass(sopClassUid) && services.stream().anyMatch(DimseService::sendsObjects);
    }

    @Nullable
    DimseService find(String sopClassUid) {
        return services.stream()
                .filter(service -> service.serves(sopClassUid))
                .findFirst()
                .orElse(null);
    }
}
