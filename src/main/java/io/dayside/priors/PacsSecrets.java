package io.dayside.priors;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * What we prove ourselves with to a hospital's PACS: the property {@code dayside.priors.secrets.HOSPITAL}, else the file
 * {@code secrets/pacs-HOSPITAL} in the data folder. A token, or {@code user:password}. Read at each call, so that a new
 * one needs no restart.
 */
@Component
class PacsSecrets {

    private static final int MAX_CHARACTERS = 8192;

    private final Environment environment;
    private final Path folder;

    PacsSecrets(Environment environment, @Value("${dayside.data-dir:data}") Path dataFolder) {
        this.environment = environment;
        this.folder = dataFolder.resolve("secrets");
    }

    /** The value of the header Authorization; empty where none is wanted. */
    String authorization(TenantId hospital, PacsAddress.Login login) throws IOException {
        return switch (login) {
            case NONE -> "";
            case BEARER -> "Bearer " + secret(hospital);
            case BASIC ->
                "Basic " + Base64.getEncoder().encodeToString(secret(hospital).getBytes(StandardCharsets.UTF_8));
        };
    }

    private String secret(TenantId hospital) throws IOException {
        var secret = environment.getProperty("dayside.priors.secrets." + hospital.code(), "");
        var file = folder.resolve("pacs-" + hospital.code());
        if (secret.isBlank() && Files.isRegularFile(file)) {
            secret = Files.readString(file);
        }
        if (secret.isBlank()
                || secret.length() > MAX_CHARACTERS
                || secret.strip().lines().count() > 1) {
            throw new PriorsMissed(
                    PriorsObstacle.NOT_SET_UP,
                    "the secret for the PACS of %s is missing or not one line".formatted(hospital));
        }
        return secret.strip();
    }
}
