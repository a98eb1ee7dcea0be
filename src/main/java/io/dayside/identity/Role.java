package io.dayside.identity;

/** What a person may do here. */
public enum Role {
    SPECIALIST,
    COORDINATOR,
    VIEWER,
    MANAGER,
    CREDENTIALING,
    AUDITOR,
    OPERATOR
}
