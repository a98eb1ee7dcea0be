package io.dayside.triage.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The inference engine, set up once: from the class path, without network, one thread a prediction. */
public final class Inference {

    static final String ENGINE = "PyTorch";

    private static final Engine INSTANCE = start();

    private Inference() {}

    /** Starts the engine if it is not running. */
    public static Engine engine() {
        return INSTANCE;
    }

    static Device device() {
        return Device.cpu();
    }

    /** One thread keeps results the same from run to run and leaves the other cores to the rest of the service. */
    private static Engine start() {
        quiet();
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.default_engine", ENGINE);
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        return Engine.getEngine(ENGINE);
    }

    /** The engine tells much about itself, and that there is no graphics card, which is as it should be. */
    private static void quiet() {
        if (LoggerFactory.getLogger("ai.djl") instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }
}
