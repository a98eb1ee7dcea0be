package io.dayside.tenancy;

import java.util.List;

/**
 * What a room takes from the configuration files. Rooms contribute it as a bean with an {@code @Order}; parts are applied
 * in that order, in one transaction that sees every configured tenant.
 */
public interface ConfigurationPart {

    /** The documents it takes: their field {@code kind}. */
    String kind();

    /**
     * Checks every document of this kind and works out what applying them would change. Runs in a transaction.
     *
     * @param tenants every hospital the files declare, so that references can be checked
     */
    Plan plan(List<ConfigurationDocument> documents, List<Hospital> tenants, ConfigurationProblems problems);

    /** What applying would change. */
    interface Plan {

        /** One readable line for each difference to what runs; empty when there is none. */
        List<String> changes();

        /** Makes it so, within the running transaction. Does nothing where nothing changed. */
        void apply();
    }
}
