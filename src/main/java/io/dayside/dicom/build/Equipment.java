package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;

/** What made the object: the general and enhanced general equipment modules, PS3.3 C.7.5. None may be empty. */
public record Equipment(String manufacturer, String model, String serialNumber, String softwareVersion) {

    /** This program. */
    public static final Equipment DAYSIDE =
            new Equipment("Dayside", "Dayside", "1", FileMetaInformation.IMPLEMENTATION_VERSION_NAME);

    public Equipment {
        if (manufacturer.isBlank() || model.isBlank() || serialNumber.isBlank() || softwareVersion.isBlank()) {
            throw new IllegalArgumentException("equipment has a manufacturer, model, serial number and version");
        }
    }

    void addTo(Attributes dataset) {
        dataset.setString(Tag.Manufacturer, VR.LO, manufacturer)
                .setString(Tag.ManufacturerModelName, VR.LO, model)
                .setString(Tag.DeviceSerialNumber, VR.LO, serialNumber)
                .setString(Tag.SoftwareVersions, VR.LO, softwareVersion);
    }
}
