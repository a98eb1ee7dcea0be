package io.dayside.dicom.net;

/** The peer answered A-ASSOCIATE-RJ, PS3.8 9.3.4. */
public final class AssociationRejected extends DimseException {

    private final transient AssociationPolicy.Rejected rejection;

    AssociationRejected(AssociationPolicy.Rejected rejection) {
        super("association rejected: " + rejection.text());
        this.rejection = rejection;
    }

    public AssociationPolicy.Rejected rejection() {
        return rejection;
    }
}
