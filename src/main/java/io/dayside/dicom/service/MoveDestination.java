package io.dayside.dicom.service;

import io.dayside.dicom.net.ClientOptions;
import java.net.InetSocketAddress;

/** Where objects go that are moved to an application entity. */
public record MoveDestination(String aeTitle, InetSocketAddress address, ClientOptions options) {}
