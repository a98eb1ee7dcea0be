package io.dayside.triage;

import io.dayside.triage.model.LoadedModel;
import io.dayside.triage.model.ModelShelf;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The models in service, each loaded when it is first needed. */
@Component
class Models {

    private final Map<String, LoadedModel> loaded = new HashMap<>();

    /** @throws IOException when the weights are missing, damaged or not those that the card describes */
    synchronized LoadedModel get(String name) throws IOException {
        LoadedModel model = loaded.get(name);
        if (model == null) {
            model = ModelShelf.load(name);
            loaded.put(name, model);
        }
        return model;
    }

    @PreDestroy
    synchronized void close() {
        loaded.values().forEach(LoadedModel::close);
        loaded.clear();
    }
}
