package io.dayside.dicom.net;

/** States of the upper layer protocol machine, PS3.8 table 9-1 to 9-5. */
enum ProtocolState {
    /** Idle. */
    STA1,
    /** Connected, awaiting A-ASSOCIATE-RQ. */
    STA2,
    /** Awaiting the local answer to an association request. */
    STA3,
    /** Awaiting the transport connection. */
    STA4,
    /** Awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ. */
    STA5,
    /** Associated, ready for data. */
    STA6,
    /** Awaiting A-RELEASE-RP. */
    STA7,
    /** Awaiting the local answer to a release request. */
    STA8,
    /** Release collision, requestor: awaiting the local answer. */
    STA9,
    /** Release collision, acceptor: awaiting A-RELEASE-RP. */
    STA10,
    /** Release collision, requestor: awaiting A-RELEASE-RP. */
    STA11,
    /** Release collision, acceptor: awaiting the local answer. */
    STA12,
    /** Awaiting the close of the transport connection. */
    STA13
}
