/**
 * The command line, and the PostgreSQL, Redis and Keycloak that run beside the application as child processes.
 *
 * <p>Start at {@link io.dayside.launch.Main} for commands and at {@link io.dayside.launch.Services} for the children.
 * A room adds a command with one class that implements {@link io.dayside.launch.DaysideCommand} and one line in
 * {@code META-INF/services/io.dayside.launch.DaysideCommand}.
 */
@ApplicationModule(
        displayName = "Launcher",
        allowedDependencies = {})
@NullMarked
package io.dayside.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
