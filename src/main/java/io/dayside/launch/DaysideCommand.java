package io.dayside.launch;

import java.util.concurrent.Callable;

/**
 * One command of {@code ./dayside}, found by {@link java.util.ServiceLoader}.
 *
 * <p>Implementors are public, have a public constructor without parameters and carry picocli's {@code @Command} with a
 * {@code name} and a one-line {@code description}. The value returned is the exit code; a {@link CommandFailure} is
 * printed as one line and ends with exit code 1.
 */
public interface DaysideCommand extends Callable<Integer> {

    /** Options of every command: help on request. */
    @Override
    Integer call() throws Exception;
}
