package io.dayside.launch;

/**
 * Why a command cannot do what was asked, in one line for the person at the terminal: what is wrong and what helps.
 *
 * <p>The message must hold no patient data and no credential: it is printed as it is.
 */
public final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1;

    /** Failure whose cause is told by the message alone. */
    public CommandFailure(String message) {
        super(message);
    }

    /** Failure with a cause, shown only when {@code DAYSIDE_TRACE} is set. */
    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message, never null. */
    String line() {
        return String.valueOf(getMessage());
    }
}
