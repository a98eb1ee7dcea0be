package io.dayside.dicom.service;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.DimseService;
import io.dayside.dicom.net.DimseServices;
import io.dayside.dicom.net.PresentationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Servers and clients of our own on this machine. */
final class Loopback {

    private Loopback() {}

    static DimseServer serve(DimseService... services) throws IOException {
        return DimseServer.start(
                address(0), DimseOptions.DEFAULT, _ -> new AssociationPolicy.Accepted(), DimseServices.of(services));
    }

    static DimseClient connect(DimseServer server, String sopClassUid, ClientOptions options) throws IOException {
        return DimseClient.connect(
                address(server.port()),
                "MODALITY",
                "NORTHGATE",
                PresentationContext.single(sopClassUid, UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian),
                options);
    }

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
