package io.dayside.audit;

/** Kinds of events, with the closest message of DICOM PS3.15 A.5 where there is one. */
public enum AuditAction {
    TENANT_CONFIGURED("Security Alert"),
    LOGGED_IN("User Authentication"),
    LOGIN_REFUSED("User Authentication"),
    ASSOCIATION_REJECTED("Network Entry"),
    INSTANCE_STORED("DICOM Instances Transferred"),
    INSTANCE_REFUSED("DICOM Instances Transferred"),
    FILES_UPLOADED("DICOM Instances Transferred"),
    STUDY_COMPLETED("DICOM Instances Transferred"),
    STUDY_REOPENED("DICOM Instances Transferred"),
    STEP_REPORTED("Procedure Record"),
    ORDER_PLACED("Order Record"),
    ORDER_MATCHED("Order Record"),
    STUDY_ASSESSED("Procedure Record"),
    CASE_ADVANCED("Procedure Record"),
    CASE_OFFERED("Procedure Record"),
    CASE_LEASED("Procedure Record"),
    CASE_DECLINED("Procedure Record"),
    LEASE_ENDED("Procedure Record"),
    RULES_OVERRIDDEN("Security Alert"),
    BREACH_FORESEEN("Application Activity"),
    CASE_ESCALATED("Application Activity"),
    CRITICAL_ADVANCED("Application Activity"),
    NOTICE_SENT("Application Activity"),
    NOTICE_FAILED("Application Activity"),
    ARCHIVE_SEARCHED("Query"),
    COMMITMENT_REQUESTED("DICOM Instances Transferred"),
    COMMITMENT_REPORTED("DICOM Instances Transferred"),
    PRIORS_FETCHED("DICOM Instances Transferred"),
    PRIORS_MISSED("DICOM Instances Transferred"),
    INSTANCES_REQUESTED("Begin Transferring DICOM Instances"),
    INSTANCES_SENT("DICOM Instances Transferred"),
    IMAGES_VIEWED("DICOM Instances Accessed"),
    FINDING_JUDGED("Procedure Record"),
    REPORT_DRAFTED("Procedure Record"),
    REPORT_SIGNED("Procedure Record"),
    READING_COMPARED("Procedure Record"),
    IMAGES_AFTER_READING("Application Activity"),
    THIRD_READER_ASKED("Application Activity"),
    OPINION_ADVANCED("Application Activity"),
    SIGNATURE_REFUSED("User Authentication"),
    REPORT_VIEWED("Export"),
    REPORT_DELIVERED("Export"),
    DELIVERY_FAILED("Export"),
    SPECIALIST_CHANGED("Security Alert"),
    CREDENTIAL_CHANGED("Security Alert"),
    CREDENTIAL_EXPIRING("Security Alert"),
    CREDENTIAL_DOCUMENT_READ("Export"),
    PRACTICAL_TEST("Application Activity"),
    OBJECT_DAMAGED("Security Alert"),
    STUDY_DELETED("DICOM Study Deleted"),
    TERM_ENDED("Application Activity"),
    LEGAL_HOLD_CHANGED("Security Alert"),
    QUARANTINE_DECIDED("DICOM Instances Transferred"),
    ACCESS_REFUSED("Security Alert"),
    TRAIL_READ("Audit Log Used");

    private final String dicomMessage;

    AuditAction(String dicomMessage) {
        this.dicomMessage = dicomMessage;
    }

    /** Name of the audit message in DICOM PS3.15 A.5.3. */
    public String dicomMessage() {
        return dicomMessage;
    }
}
