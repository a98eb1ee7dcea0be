package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Asks to take over the safekeeping of objects, PS3.4 table J.3-1. */
public record CommitmentRequest(String transactionUid, List<ReferencedInstance> instances) {

    public static final int ActionType = 1;

    private static final Pattern UI = Pattern.compile("[0-9.]{1,64}");

    public CommitmentRequest {
        instances = List.copyOf(instances);
    }

    static CommitmentRequest read(Attributes information) throws DimseFailure {
        String transaction = information.getString(Tag.TransactionUID, "");
        if (!UIDs.isValid(transaction)) {
            throw new DimseFailure(Status.InvalidArgumentValue, "Transaction UID is missing or malformed");
        }
        List<ReferencedInstance> instances = references(information.getSequence(Tag.ReferencedSOPSequence));
        if (instances.isEmpty()) {
            throw new DimseFailure(Status.InvalidArgumentValue, "no instance is referenced");
        }
        return new CommitmentRequest(transaction, instances);
    }

    static List<ReferencedInstance> references(List<Attributes> items) throws DimseFailure {
        List<ReferencedInstance> instances = new ArrayList<>();
        for (Attributes item : items) {
            ReferencedInstance instance = new ReferencedInstance(
                    item.getString(Tag.ReferencedSOPClassUID, ""), item.getString(Tag.ReferencedSOPInstanceUID, ""));
            if (!canBeNamed(instance.sopClassUid()) || !canBeNamed(instance.sopInstanceUid())) {
                throw new DimseFailure(Status.InvalidArgumentValue, "a reference has no UIDs");
            }
            instances.add(instance);
        }
        return instances;
    }

    /**
     * Whether an answer can repeat it: present, as type 1 wants, and of the characters and length of a UI, PS3.5 6.2. What
     * is no UID beyond that, as with leading zeros, names an object that nobody has, and is answered as such.
     */
    private static boolean canBeNamed(String uid) {
        return UI.matcher(uid).matches();
    }

    /** The information of the N-ACTION. */
    public Attributes toAttributes() {
        Attributes information = new Attributes().setString(Tag.TransactionUID, VR.UI, transactionUid);
        Sequence references = information.newSequence(Tag.ReferencedSOPSequence);
        instances.forEach(instance -> reference(references, instance));
        return information;
    }

    static Attributes reference(Sequence references, ReferencedInstance instance) {
        return references
                .addItem()
                .setString(Tag.ReferencedSOPClassUID, VR.UI, instance.sopClassUid())
                .setString(Tag.ReferencedSOPInstanceUID, VR.UI, instance.sopInstanceUid());
    }
}
