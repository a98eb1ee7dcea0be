package io.dayside.workbench;

import io.dayside.launch.Services;
import java.util.EnumSet;
import java.util.Set;

/** What a stand runs. */
enum StandServer {
    /** The DICOM port with the archive behind it. */
    INTAKE(IngestServer.class.getName()),

    /** As {@link #INTAKE}, with DICOMweb beside it. */
    DICOMWEB(DicomWebServer.class.getName()),

    /** The whole product but for Keycloak, without which nobody can log in. Found by name: no room depends on the root. */
    PRODUCT("io.dayside.DaysideApplication");

    private final String application;

    StandServer(String application) {
        this.application = application;
    }

    /** Name of the Spring configuration. */
    String application() {
        return application;
    }

    Set<Services.Kind> services() {
        return this == PRODUCT
                ? EnumSet.of(Services.Kind.POSTGRES, Services.Kind.REDIS)
                : EnumSet.of(Services.Kind.POSTGRES);
    }

    boolean isWeb() {
        return this != INTAKE;
    }
}
