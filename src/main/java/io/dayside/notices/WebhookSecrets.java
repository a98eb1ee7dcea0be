package io.dayside.notices;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * What we sign a hospital's webhooks with: the property {@code dayside.notices.secrets.HOSPITAL}, else the file
 * {@code secrets/webhook-HOSPITAL} in the data folder. Read at each call, so that a new one needs no restart.
 */
@Component
class WebhookSecrets {

    private static final int FEWEST_CHARACTERS = 16;
    private static final int MOST_CHARACTERS = 8192;

    private final Environment environment;
    private final Path folder;

    WebhookSecrets(Environment environment, @Value("${dayside.data-dir:data}") Path dataFolder) {
        this.environment = environment;
        this.folder = dataFolder.resolve("secrets");
    }

    byte[] of(TenantId hospital) throws IOException {
        var secret = environment.getProperty("dayside.notices.secrets." + hospital.code(), "");
        var file = folder.resolve("webhook-" + hospital.code());
        if (secret.isBlank() && Files.isRegularFile(file)) {
            secret = Files.readString(file);
        }
        secret = secret.strip();
        if (secret.length() < FEWEST_CHARACTERS || secret.length() > MOST_CHARACTERS) {
            throw new IOException("the secret for webhooks of %s is missing or too short".formatted(hospital));
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
